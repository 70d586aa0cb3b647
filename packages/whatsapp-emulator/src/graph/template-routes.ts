import type { Context } from "hono";
import { pageOf } from "../rules/paging.ts";
import { pickFields } from "../rules/pick-fields.ts";
import { unknownObject } from "../rules/refusal.ts";
import type { Json } from "../rules/json.ts";
import type { Account } from "../state/model.ts";
import { templatesOf, type KeptTemplate } from "../state/templates.ts";
import type { World } from "../world.ts";
import { reaches, verbOf } from "./access.ts";
import { healthOf } from "./health.ts";

const usual = [
  "name",
  "parameter_format",
  "components",
  "language",
  "status",
  "category",
  "sub_category",
  "previous_category",
  "correct_category",
  "message_send_ttl_seconds",
];

/** GET /{waba-id}/message_templates */
export function listTemplatesRoute(world: World, call: Context, account: Account): Response {
  const { fields, summary, ...query } = call.req.query();
  const all = templatesOf(world.state, account.wabaId).filter(
    ({ status }) => status !== "PENDING_DELETION" || query["status"] !== undefined,
  );
  const found = all.filter((template) => isAsked(template, query));
  const { items, paging } = pageOf(found, query, ({ order }) => order, call.req.url);
  const counts = {
    total_count: found.length,
    message_template_count: all.length,
    message_template_limit: templatesMax(world),
    are_translations_complete: true,
  };
  return call.json({
    data: items.map((template) => pickFields(asTold(template), fields, usual)),
    paging,
    ...(summary !== undefined && { summary: pickFields(counts, summary, []) }),
  });
}

/** How many templates an account can have: more of them when its business is verified. */
export function templatesMax({ options }: World): number {
  return options.isVerifiedBusiness === true ? 6_000 : 250;
}

function isAsked(template: KeptTemplate, query: Record<string, string>): boolean {
  const { status, name, language, category, quality_score: quality, name_or_content: words, content } = query;
  return (
    isAmong(status, template.status) &&
    isAmong(name, template.name) &&
    isAmong(language, template.language) &&
    isAmong(category, template.category) &&
    isAmong(quality, template.quality) &&
    (words === undefined || JSON.stringify([template.name, template.components]).includes(words)) &&
    (content === undefined || JSON.stringify(template.components).includes(content))
  );
}

// One value, several with commas between, or a list in JSON.
function isAmong(wanted: string | undefined, own: string): boolean {
  if (wanted === undefined || wanted === "") return true;
  const names = wanted
    .replaceAll(/[[\]"\s]/g, "")
    .toLowerCase()
    .split(",");
  return names.includes(own.toLowerCase());
}

/** GET /{template-id} */
export function templateRoute(_: World, call: Context, template: KeptTemplate): Response {
  const health = healthOf(template.wabaId, undefined, template);
  return call.json(
    pickFields({ ...asTold(template), health_status: health }, call.req.query("fields"), usual),
  );
}

/** The template of this id, if there is one and the token reaches it. */
export function templateAt(world: World, call: Context, id: string): KeptTemplate {
  const template = world.state.templates.get(id);
  if (template !== undefined && reaches(world, call, template.wabaId)) return template;
  throw unknownObject(id, verbOf(call));
}

function asTold(template: KeptTemplate): Json {
  return {
    id: template.id,
    name: template.name,
    parameter_format: template.parameter_format ?? "POSITIONAL",
    components: template.components,
    language: template.language,
    status: template.status,
    category: template.category,
    previous_category: template.previousCategory,
    correct_category: template.correctCategory,
    message_send_ttl_seconds: template.message_send_ttl_seconds,
    rejected_reason: template.rejectedReason,
    quality_score: { score: template.quality, date: Math.floor(template.changedAt / 1000) },
    last_updated_time: new Date(template.changedAt).toISOString(),
  };
}
