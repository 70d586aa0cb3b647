import { tellAccount } from "../account-webhook.ts";
import type { Json } from "../rules/json.ts";
import type { KeptTemplate } from "../state/templates.ts";
import type { World } from "../world.ts";

/** What the business is told of a change, beside which template it is about. */
export interface Told {
  readonly field:
    | "message_template_status_update"
    | "message_template_quality_update"
    | "template_category_update"
    | "message_template_components_update";
  readonly value: Json;
}

export type Change = { readonly [Key in keyof KeptTemplate]?: KeptTemplate[Key] | undefined };

/** Keeps what a template has become and owes the business the webhooks about it: all or nothing. */
export function changeTemplate(
  world: World,
  template: KeptTemplate,
  change: Change,
  told: readonly Told[],
): KeptTemplate {
  const { state, sender, now } = world;
  const merged = { ...template, changedAt: now(), isPlanted: false, ...change };
  const next = Object.fromEntries(
    Object.entries(merged).filter(([, value]) => value !== undefined),
  ) as unknown as KeptTemplate;
  state.records.transaction(() => {
    state.templates.put(template.id, next);
    for (const { field, value } of told)
      tellAccount(world, template.wabaId, field, { ...namesOf(template), ...value });
  });
  sender.wake();
  return next;
}

/** Takes a template away for good. */
export function removeTemplate(world: World, template: KeptTemplate): void {
  const { state, sender } = world;
  state.records.transaction(() => {
    state.templates.delete(template.id);
    const { field, value } = statusTold("DELETED");
    tellAccount(world, template.wabaId, field, { ...namesOf(template), ...value });
  });
  sender.wake();
}

export function statusTold(event: string, more: Json = {}): Told {
  return { field: "message_template_status_update", value: { event, reason: "NONE", ...more } };
}

function namesOf({ id, name, language, category }: KeptTemplate): Json {
  return {
    // A number here, though a string everywhere else.
    message_template_id: Number(id),
    message_template_name: name,
    message_template_language: language,
    message_template_category: category,
  };
}
