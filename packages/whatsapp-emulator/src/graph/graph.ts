import { Hono, type Context } from "hono";
import type { HttpBindings } from "@hono/node-server";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { envelope, Refusal, unknownObject } from "../rules/refusal.ts";
import { templateId } from "../rules/template.ts";
import type { World } from "../world.ts";
import { accountAt, authorize, numberAt, verbOf } from "./access.ts";
import {
  asListed,
  phoneNumberRoute,
  subscribeRoute,
  subscriptionsRoute,
  templatesRoute,
} from "./account-routes.ts";
import { graphHeaders, traceId } from "./headers.ts";
import { deleteMediaRoute, mediaBytesRoute, mediaInfoRoute, uploadRoute } from "./media-routes.ts";
import { messagesRoute } from "./send-route.ts";

type Env = { Bindings: HttpBindings };

/** Meta's own routes, for any version. */
export function graphRoutes(world: World): Hono<Env> {
  const app = new Hono<Env>();

  app.use(async (call, next) => {
    graphHeaders(world, call);
    authorize(world, call);
    await next();
  });
  app.post("/:id/messages", (call) => {
    return messagesRoute(world, call, numberAt(world, call, call.req.param("id")));
  });
  app.post("/:id/media", (call) => {
    numberAt(world, call, call.req.param("id"));
    return uploadRoute(world, call);
  });
  app.get("/:id/message_templates", (call) => {
    accountAt(world, call, call.req.param("id"));
    return templatesRoute(world, call);
  });
  app.post("/:id/subscribed_apps", (call) => {
    accountAt(world, call, call.req.param("id"));
    return subscribeRoute(world, call);
  });
  app.get("/:id/subscribed_apps", (call) => {
    accountAt(world, call, call.req.param("id"));
    return subscriptionsRoute(world, call);
  });
  app.get("/:id", (call) => {
    const id = call.req.param("id");
    if (world.state.numbers.get(id) !== undefined)
      return phoneNumberRoute(world, call, numberAt(world, call, id));
    if (world.state.accounts.get(id) !== undefined)
      return call.json({ id, name: accountAt(world, call, id).name });
    const template = (world.options.templates ?? []).find((each) => templateId(each) === id);
    if (template !== undefined) return call.json(asListed(template));
    return mediaInfoRoute(world, call, id);
  });
  app.delete("/:id", (call) => deleteMediaRoute(world, call, call.req.param("id")));
  app.all("*", (call) => {
    throw unknownObject(call.req.path.split("/").at(-1) ?? "", verbOf(call));
  });
  return app;
}

/** Where media links lead: another host in Meta's world, so outside the versions. */
export function attachmentRoute(world: World): (call: Context) => Response {
  return (call) => {
    authorize(world, call);
    return mediaBytesRoute(world, call);
  };
}

/** Answers a Refusal in Meta's envelope. */
export function refusalAnswer(refusal: Refusal, call: Context): Response {
  const header = `OAuth "Facebook Platform" "invalid_request" "${refusal.message.replaceAll(/["\r\n]|[^\x20-\x7e]/g, "'")}"`;
  call.header("WWW-Authenticate", header);
  return call.json(envelope(refusal, traceId()), refusal.httpStatus as ContentfulStatusCode);
}
