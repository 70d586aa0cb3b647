import type { Context } from "hono";
import { unknownObject } from "../rules/refusal.ts";
import type { World } from "../world.ts";
import { accountAt, appAt, numberAt } from "./access.ts";
import { editTemplateRoute } from "./change-template-routes.ts";
import { accountRoute, appRoute, businessRoute, changeAccountRoute } from "./account-routes.ts";
import { changeFlowRoute, deleteFlowRoute, flowAt, flowRoute } from "./flow-routes.ts";
import { businessId } from "./health.ts";
import { deleteMediaRoute, mediaInfoRoute } from "./media-routes.ts";
import { changeNumberRoute, numberRoute } from "./number-routes.ts";
import { templateAt, templateRoute } from "./template-routes.ts";
import { continueUploadRoute, uploadStateRoute } from "./upload-session.ts";

type Answer = Response | Promise<Response>;

/** GET of an object by its id, whatever it is. */
export function nodeRoute(world: World, call: Context, id: string): Answer {
  const { state } = world;
  if (id.startsWith("upload:")) return uploadStateRoute(world, call, id);
  if (state.numbers.get(id) !== undefined) return numberRoute(world, call, numberAt(world, call, id));
  if (state.accounts.get(id) !== undefined) return accountRoute(world, call, accountAt(world, call, id));
  if (state.flows.get(id) !== undefined) return flowRoute(world, call, flowAt(world, call, id));
  if (state.templates.get(id) !== undefined) return templateRoute(world, call, templateAt(world, call, id));
  const app = appAt(world, call, id);
  if (app !== undefined) return appRoute(world, call, app);
  if (id === businessId) return businessRoute(world, call);
  return mediaInfoRoute(world, call, id);
}

/** POST to an object by its id: changes it. */
export function changeNodeRoute(world: World, call: Context, id: string): Answer {
  const { state } = world;
  if (id.startsWith("upload:")) return continueUploadRoute(world, call, id);
  if (state.numbers.get(id) !== undefined) return changeNumberRoute(world, call, numberAt(world, call, id));
  if (state.accounts.get(id) !== undefined)
    return changeAccountRoute(world, call, accountAt(world, call, id));
  if (state.flows.get(id) !== undefined) return changeFlowRoute(world, call, flowAt(world, call, id));
  if (state.templates.get(id) !== undefined)
    return editTemplateRoute(world, call, templateAt(world, call, id));
  throw unknownObject(id, "post");
}

export function deleteNodeRoute(world: World, call: Context, id: string): Answer {
  if (world.state.flows.get(id) !== undefined) return deleteFlowRoute(world, call, flowAt(world, call, id));
  return deleteMediaRoute(world, call, id);
}
