import type { Template } from "../rules/template.ts";
import type { KeptTemplate } from "../state/templates.ts";
import type { World } from "../world.ts";
import { changeTemplate, statusTold } from "./change-template.ts";

const hourMs = 60 * 60 * 1000;
// Meta: three hours the first time, six the second; after that the template is disabled.
const pauses = [
  { title: "FIRST_PAUSE", ms: 3 * hourMs },
  { title: "SECOND_PAUSE", ms: 6 * hourMs },
] as const;
const noticeMs = 24 * hourMs;

export function approve(world: World, template: KeptTemplate): KeptTemplate {
  const change = {
    status: "APPROVED",
    wasApproved: true,
    rejectedReason: "NONE",
    reviewAt: undefined,
  } as const;
  return changeTemplate(world, template, change, [statusTold("APPROVED")]);
}

export interface Reason {
  /** Such as INVALID_FORMAT. */
  readonly reason?: string | undefined;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
}

export function reject(
  world: World,
  template: KeptTemplate,
  { reason = "NONE", description }: Reason,
): KeptTemplate {
  const change = { status: "REJECTED", rejectedReason: reason, reviewAt: undefined } as const;
  const more =
    description === undefined ? {} : { rejection_info: { reason: description, recommendation: description } };
  return changeTemplate(world, template, change, [statusTold("REJECTED", { reason, ...more })]);
}

/** Pauses for low quality; the third time is the last. */
export function pause(world: World, template: KeptTemplate, { title, description }: Reason): KeptTemplate {
  const step = pauses[template.pauses];
  if (step === undefined) return disable(world, template, { title, description });
  const change = {
    status: "PAUSED",
    pauses: template.pauses + 1,
    unpauseAt: world.now() + step.ms,
    reviewAt: undefined,
  } as const;
  return changeTemplate(world, template, change, [
    statusTold("PAUSED", {
      other_info: { title: title ?? step.title, description: description ?? "low quality" },
    }),
  ]);
}

export function unpause(world: World, template: KeptTemplate): KeptTemplate {
  const told = statusTold("APPROVED", { other_info: { title: "UNPAUSE", description: "can be sent again" } });
  return changeTemplate(world, template, { status: "APPROVED", unpauseAt: undefined }, [told]);
}

export function disable(world: World, template: KeptTemplate, { title, description }: Reason): KeptTemplate {
  const change = { status: "DISABLED", unpauseAt: undefined, reviewAt: undefined } as const;
  return changeTemplate(world, template, change, [
    statusTold("DISABLED", {
      disable_info: { disable_date: Math.floor(world.now() / 1000) },
      other_info: { title: title ?? "DISABLED", description: description ?? "low quality" },
    }),
  ]);
}

/** Makes a paused or disabled template usable again. */
export function reinstate(world: World, template: KeptTemplate): KeptTemplate {
  const change = { status: "APPROVED", pauses: 0, unpauseAt: undefined } as const;
  return changeTemplate(world, template, change, [statusTold("REINSTATED")]);
}

/** Says a day ahead that the template is of another category. */
export function giveNotice(
  world: World,
  template: KeptTemplate,
  category: Template["category"],
): KeptTemplate {
  const recategoriseAt = world.now() + noticeMs;
  return changeTemplate(world, template, { correctCategory: category, recategoriseAt }, [
    {
      field: "template_category_update",
      value: {
        new_category: template.category,
        correct_category: category,
        category_update_timestamp: Math.floor(recategoriseAt / 1000),
      },
    },
  ]);
}

/** Moves the template to another category. */
export function recategorise(
  world: World,
  template: KeptTemplate,
  category: Template["category"],
): KeptTemplate {
  const change = {
    category,
    previousCategory: template.category,
    correctCategory: undefined,
    recategoriseAt: undefined,
  };
  return changeTemplate(world, template, change, [
    {
      field: "template_category_update",
      value: { previous_category: template.category, new_category: category },
    },
  ]);
}
