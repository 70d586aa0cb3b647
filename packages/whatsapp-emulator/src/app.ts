import type { HttpBindings } from "@hono/node-server";
import { Hono, type Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { Fault, faultTable } from "@careline/faults";
import { controlRoutes } from "./control/control.ts";
import { attachmentRoute, graphRoutes, refusalAnswer } from "./graph/graph.ts";
import { pictureRoute } from "./graph/profile-routes.ts";
import { qrImageRoute } from "./graph/qr-routes.ts";
import { phoneRoutes } from "./phone-routes.ts";
import { Refusal } from "./rules/refusal.ts";
import type { World } from "./world.ts";

const bodyBytesMax = 101 * 1024 * 1024;
const uploads = /\/media$|\/upload:[^/]+$/;
const loopback = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** All routes: Meta's, the control API, the phone page. */
export function createApp(world: World): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>({ strict: false });
  const limit = bodyLimit({ maxSize: bodyBytesMax });
  // Files are read as they come; here a body without a length would first be gathered whole.
  app.use((call, next) => (uploads.test(call.req.path) ? next() : limit(call, next)));
  app.use("/control/*", async (call, next) => {
    refuseStrangers(call, world.url());
    await next();
  });
  app.route("/control", controlRoutes(world));
  app.route("/", phoneRoutes());
  app.get("/whatsapp_business/attachments", attachmentRoute(world));
  app.get("/whatsapp_business/pictures", (call) => pictureRoute(world, call));
  app.get("/whatsapp_business/qr/:code", (call) => qrImageRoute(world, call));
  app.route("/:version{v[0-9]+\\.[0-9]+}", graphRoutes(world));
  app.route("/", graphRoutes(world));
  app.onError((error, call) => {
    if (error instanceof Refusal) return refusalAnswer(error, call);
    if (error instanceof Fault) {
      const status = faultTable[error.kind].httpStatus as ContentfulStatusCode;
      return call.json({ error: { kind: error.kind, message: error.message } }, status);
    }
    throw error;
  });
  return app;
}

// Any page in the developer's browser can call loopback: only our own may, and only by our own name.
function refuseStrangers(call: Context, ownUrl: string): void {
  const origin = call.req.header("origin");
  const host = new URL(call.req.url).host;
  const isLoopback = loopback.has(new URL(ownUrl).hostname);
  if (isLoopback && !loopback.has(new URL(call.req.url).hostname)) throw new Fault("denied", "unknown host");
  if (origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host)) {
    throw new Fault("denied", "the control API answers its own page and scripts only");
  }
}
