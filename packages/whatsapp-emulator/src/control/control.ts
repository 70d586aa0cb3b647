import { Hono } from "hono";
import { Fault } from "@careline/faults";
import type { World } from "../world.ts";
import { businessRoutes } from "./business-routes.ts";
import { flowRoutes } from "./flow-routes.ts";
import { houseRoutes } from "./house-routes.ts";
import { messageRoutes } from "./message-routes.ts";
import { numberRoutes } from "./number-routes.ts";
import { patientRoutes } from "./patient-routes.ts";
import { templateRoutes } from "./template-routes.ts";
import { webhookRoutes } from "./webhook-routes.ts";

/** What tests, scripts and the phone page steer the emulator with. */
export function controlRoutes(world: World): Hono {
  const app = new Hono();
  app.route("/patients", patientRoutes(world));
  app.route("/flows", flowRoutes(world));
  app.route("/webhooks", webhookRoutes(world));
  app.route("/templates", templateRoutes(world));
  app.route("/numbers", numberRoutes(world));
  app.route("/", businessRoutes(world));
  app.route("/", messageRoutes(world));
  app.route("/", houseRoutes(world));
  app.all("*", () => {
    throw new Fault("missing", "no such control route");
  });
  return app;
}
