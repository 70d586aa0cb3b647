import { Hono, type Context } from "hono";
import type { HttpBindings } from "@hono/node-server";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { envelope, type Refusal } from "../rules/refusal.ts";
import type { Flow } from "../state/flows.ts";
import type { Account, BusinessNumber } from "../state/model.ts";
import type { World } from "../world.ts";
import { authorize, reaches } from "./access.ts";
import { accountsRoute } from "./account-routes.ts";
import { changeAutomationRoute } from "./automation-routes.ts";
import { blockedRoute, blockRoute, unblockRoute } from "./block-routes.ts";
import { callPermissionsRoute, callsRoute, groupsRoute } from "./call-routes.ts";
import { deleteTemplatesRoute, unpauseRoute } from "./change-template-routes.ts";
import { changeCommerceRoute, commerceRoute } from "./commerce-routes.ts";
import { createTemplateRoute, upsertTemplatesRoute } from "./create-template.ts";
import { publicKeyRoute, setPublicKeyRoute } from "./encryption-routes.ts";
import {
  createFlowRoute,
  deprecateFlowRoute,
  flowAssetsRoute,
  flowsRoute,
  publishFlowRoute,
  uploadFlowRoute,
} from "./flow-routes.ts";
import { graphHeaders, traceId } from "./headers.ts";
import { historyEventsRoute, historyRoute } from "./history-routes.ts";
import { countManagement } from "./management-limit.ts";
import { mediaBytesRoute } from "./media-routes.ts";
import { changeNodeRoute, deleteNodeRoute, nodeRoute } from "./node-routes.ts";
import { addNumberRoute, numbersRoute } from "./number-routes.ts";
import { changeProfileRoute, profileRoute } from "./profile-routes.ts";
import { deleteQrRoute, putQrRoute, qrsRoute } from "./qr-routes.ts";
import { deregisterRoute, registerRoute, requestCodeRoute, verifyCodeRoute } from "./register-routes.ts";
import { marketingRoute, messagesRoute } from "./send-route.ts";
import { changeSettingsRoute, settingsRoute } from "./settings-routes.ts";
import {
  appSubscriptionsRoute,
  changeSubscriptionsRoute,
  subscribeRoute,
  subscriptionsRoute,
  unsubscribeRoute,
} from "./subscription-routes.ts";
import { libraryRoute } from "./template-library.ts";
import { templatePreviewsRoute } from "./template-previews.ts";
import { listTemplatesRoute } from "./template-routes.ts";
import { appTokenRoute, debugTokenRoute, meRoute } from "./token-routes.ts";
import { unknownPath, wrongObject } from "./unknown-path.ts";
import { uploadRoute } from "./upload-media.ts";
import { beginUploadRoute } from "./upload-session.ts";
import {
  deleteUsernameRoute,
  setUsernameRoute,
  usernameRoute,
  usernameSuggestionsRoute,
} from "./username-routes.ts";

type Env = { Bindings: HttpBindings };
type Call = Context<Env>;
type Answer = Response | Promise<Response>;

/** Meta's own routes, for any version. */
export function graphRoutes(world: World): Hono<Env> {
  const app = new Hono<Env>();
  const number = (route: (world: World, call: Call, number: BusinessNumber) => Answer) => (call: Call) =>
    route(world, call, ofPath(world, call, world.state.numbers));
  const account = (route: (world: World, call: Call, account: Account) => Answer) => (call: Call) =>
    route(world, call, ofPath(world, call, world.state.accounts));
  const flow = (route: (world: World, call: Call, flow: Flow) => Answer) => (call: Call) =>
    route(world, call, ofPath(world, call, world.state.flows));
  const node = (route: (world: World, call: Call, id: string) => Answer) => (call: Call) =>
    route(world, call, call.req.param("id") ?? "");

  // Who asks for a token has none yet.
  app.on(["GET", "POST"], "/oauth/access_token", (call) => {
    graphHeaders(world, call);
    return appTokenRoute(world, call);
  });
  app.use(async (call, next) => {
    graphHeaders(world, call);
    authorize(world, call);
    countManagement(world, call);
    await next();
  });
  app.get("/message_template_library", (call) => libraryRoute(world, call));

  app.get("/debug_token", (call) => debugTokenRoute(world, call));
  app.get("/me", (call) => meRoute(world, call));

  app.post("/:id/messages", number(messagesRoute));
  app.post("/:id/marketing_messages", number(marketingRoute));
  app.post("/:id/media", number(uploadRoute));
  app.get("/:id/message_history", number(historyRoute));
  app.get("/:id/events", node(historyEventsRoute));

  app.post("/:id/request_code", number(requestCodeRoute));
  app.post("/:id/verify_code", number(verifyCodeRoute));
  app.post("/:id/register", number(registerRoute));
  app.post("/:id/deregister", number(deregisterRoute));
  app.get("/:id/whatsapp_business_profile", number(profileRoute));
  app.post("/:id/whatsapp_business_profile", number(changeProfileRoute));
  app.get("/:id/settings", number(settingsRoute));
  app.post("/:id/settings", number(changeSettingsRoute));
  app.get("/:id/whatsapp_commerce_settings", number(commerceRoute));
  app.post("/:id/whatsapp_commerce_settings", number(changeCommerceRoute));
  app.post("/:id/calls", number(callsRoute));
  app.get("/:id/call_permissions", number(callPermissionsRoute));
  app.on(["GET", "POST"], "/:id/groups", number(groupsRoute));
  app.get("/:id/block_users", number(blockedRoute));
  app.post("/:id/block_users", number(blockRoute));
  app.delete("/:id/block_users", number(unblockRoute));
  app.post("/:id/conversational_automation", number(changeAutomationRoute));
  app.get("/:id/whatsapp_business_encryption", number(publicKeyRoute));
  app.post("/:id/whatsapp_business_encryption", number(setPublicKeyRoute));
  app.get("/:id/username", number(usernameRoute));
  app.post("/:id/username", number(setUsernameRoute));
  app.delete("/:id/username", number(deleteUsernameRoute));
  app.get("/:id/username_suggestions", number(usernameSuggestionsRoute));
  app.get("/:id/message_qrdls/:code?", number(qrsRoute));
  app.post("/:id/message_qrdls/:code?", number(putQrRoute));
  app.delete("/:id/message_qrdls/:code", number(deleteQrRoute));

  app.get("/:id/phone_numbers", account(numbersRoute));
  app.post("/:id/phone_numbers", account(addNumberRoute));
  app.get("/:id/message_templates", account(listTemplatesRoute));
  app.post("/:id/message_templates", account(createTemplateRoute));
  app.delete("/:id/message_templates", account(deleteTemplatesRoute));
  app.post("/:id/upsert_message_templates", account(upsertTemplatesRoute));
  app.get("/:id/message_template_previews", account(templatePreviewsRoute));
  app.get("/:id/message_template_library", account(libraryRoute));
  app.post("/:id/subscribed_apps", account(subscribeRoute));
  app.get("/:id/subscribed_apps", account(subscriptionsRoute));
  app.delete("/:id/subscribed_apps", account(unsubscribeRoute));

  app.get("/:id/flows", account(flowsRoute));
  app.post("/:id/flows", account(createFlowRoute));
  app.post("/:id/unpause", node(unpauseRoute));
  app.get("/:id/assets", flow(flowAssetsRoute));
  app.post("/:id/assets", flow(uploadFlowRoute));
  app.post("/:id/publish", flow(publishFlowRoute));
  app.post("/:id/deprecate", flow(deprecateFlowRoute));

  app.get("/:id/owned_whatsapp_business_accounts", node(accountsRoute("owned")));
  app.get("/:id/client_whatsapp_business_accounts", node(accountsRoute("client")));
  app.post("/:id/uploads", node(beginUploadRoute));
  app.get("/:id/subscriptions", node(appSubscriptionsRoute));
  app.post("/:id/subscriptions", node(changeSubscriptionsRoute));

  app.get("/:id", node(nodeRoute));
  app.post("/:id", node(changeNodeRoute));
  app.delete("/:id", node(deleteNodeRoute));
  app.all("*", (call) => {
    throw unknownPath(world, call);
  });
  return app;
}

/** The object that a path begins with, if it is of this kind and the token reaches it. */
function ofPath<Kept extends { readonly wabaId: string }>(
  world: World,
  call: Call,
  kind: { get(id: string): Kept | undefined },
): Kept {
  const found = kind.get(call.req.param("id") ?? "");
  if (found === undefined || !reaches(world, call, found.wabaId)) throw wrongObject(world, call);
  return found;
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
