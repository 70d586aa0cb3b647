import type { Context } from "hono";
import { textAt } from "../rules/json.ts";
import { categoryOf } from "../rules/new-template.ts";
import { Refusal } from "../rules/refusal.ts";
import { templateRefusal } from "../rules/template-refusal.ts";
import type { Account } from "../state/model.ts";
import { templatesOf, type KeptTemplate } from "../state/templates.ts";
import { changeTemplate, removeTemplate, statusTold } from "../templates/change-template.ts";
import type { World } from "../world.ts";
import { readSubmitted, reviewAt } from "./create-template.ts";
import { paramsOf } from "./params.ts";
import { templateAt } from "./template-routes.ts";

const dayMs = 24 * 60 * 60 * 1000;
// Meta: an approved template can be edited once a day and ten times in 30 days.
const editsMax = 10;
const editsDays = 30;
// How long the name of an approved template stays taken after it was deleted.
const lockedMs = 30 * dayMs;

/** POST /{template-id}: an edit replaces all components, and is reviewed. */
export async function editTemplateRoute(
  world: World,
  call: Context,
  template: KeptTemplate,
): Promise<Response> {
  const body = await paramsOf(call);
  refuseLocked(template, world.now());
  const category = body["category"] === undefined ? template.category : categoryOf(body["category"]);
  if (template.status === "APPROVED" && category !== template.category)
    throw templateRefusal(
      "Category Can't Be Changed",
      "The category of an approved template can't be changed.",
    );
  const { name, language, components, parameter_format, message_send_ttl_seconds: ttl } = template;
  const isOnlyTtl = body["components"] === undefined && body["category"] === undefined;
  const asked = { parameter_format, message_send_ttl_seconds: ttl, components, ...body, name, category };
  const wanted = isOnlyTtl && category === "AUTHENTICATION" ? {} : readSubmitted(world, asked, language);
  const edits = template.status === "APPROVED" ? [...template.edits, world.now()] : template.edits;
  changeTemplate(world, template, { ...wanted, edits, status: "PENDING", reviewAt: reviewAt(world) }, []);
  return call.json({ success: true, id: template.id, name, category });
}

/** DELETE /{waba-id}/message_templates, by name in all languages, or one of them by `hsm_id`. */
export async function deleteTemplatesRoute(world: World, call: Context, account: Account): Promise<Response> {
  const asked = await paramsOf(call);
  const [name, id] = [textAt(asked, "name"), textAt(asked, "hsm_id")];
  if (name === undefined)
    throw new Refusal(100, undefined, { message: "(#100) The parameter name is required." });
  const found = templatesOf(world.state, account.wabaId).filter(
    (each) =>
      each.name === name && each.status !== "PENDING_DELETION" && (id === undefined || each.id === id),
  );
  if (found.length === 0)
    throw templateRefusal("Message Template Not Found", "There is no such template.", 2593002);
  if (found.some(({ status }) => status === "DISABLED"))
    throw templateRefusal("Template Can't Be Deleted", "A disabled template can't be deleted.");
  for (const template of found) remove(world, template, id === undefined);
  return call.json({ success: true });
}

/** POST /{template-id}/unpause: once Meta has seen that it is better. Here it is, at once. */
export function unpauseRoute(world: World, call: Context, id: string): Response {
  const template = templateAt(world, call, id);
  if (template.status !== "PAUSED")
    return call.json({ success: false, reason: "The template is not paused." });
  changeTemplate(world, template, { status: "APPROVED", unpauseAt: undefined }, [statusTold("REINSTATED")]);
  return call.json({ success: true });
}

function remove(world: World, template: KeptTemplate, locksName: boolean): void {
  if (!template.wasApproved) return removeTemplate(world, template);
  const deleteAt = world.now() + lockedMs;
  const change = { status: "PENDING_DELETION", locksName, deleteAt, reviewAt: undefined } as const;
  changeTemplate(world, template, change, [statusTold("PENDING_DELETION")]);
}

function refuseLocked({ status, edits }: KeptTemplate, now: number): void {
  if (!["APPROVED", "REJECTED", "PAUSED"].includes(status)) {
    throw templateRefusal(
      "Template Can't Be Edited",
      `Only approved, rejected or paused templates can be edited, and this one is ${status}.`,
      2388025,
    );
  }
  const recent = edits.filter((at) => at > now - editsDays * dayMs);
  if (status === "APPROVED" && (recent.some((at) => at > now - dayMs) || recent.length >= editsMax)) {
    throw templateRefusal(
      "Template Edit Limit Reached",
      "An approved template can be edited once in 24 hours and 10 times in 30 days.",
    );
  }
}
