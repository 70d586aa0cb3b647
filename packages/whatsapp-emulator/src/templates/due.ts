import { promotes } from "../rules/promotion.ts";
import type { KeptTemplate } from "../state/templates.ts";
import type { World } from "../world.ts";
import { removeTemplate } from "./change-template.ts";
import { approve, recategorise, reject, unpause } from "./decide.ts";

const lookEveryMs = 100;

/** Looks at the house's clock now and then, for what is due. */
export function watchTemplates(world: World): { stop(): void } {
  const timer = setInterval(() => bringTemplatesUpToDate(world), lookEveryMs).unref();
  return { stop: () => clearInterval(timer) };
}

/** Lets happen what the house's clock has made due: reviews, ends of pauses, changes of category, deletions. */
export function bringTemplatesUpToDate(world: World): void {
  const now = world.now();
  for (const template of Array.from(world.state.templates.values())) {
    if (isDue(template.deleteAt, now)) removeTemplate(world, template);
    else if (isDue(template.reviewAt, now)) review(world, template);
    else if (isDue(template.unpauseAt, now)) unpause(world, template);
    else if (isDue(template.recategoriseAt, now) && template.correctCategory !== undefined)
      recategorise(world, template, template.correctCategory);
  }
}

/** What a reviewer finds that the immediate checks do not: a utility template that sells something. */
function review(world: World, template: KeptTemplate): void {
  if (template.category !== "UTILITY" || !promotes(template)) return void approve(world, template);
  if (template.mayChangeCategory === false)
    return void reject(world, template, { reason: "INCORRECT_CATEGORY" });
  approve(world, recategorise(world, template, "MARKETING"));
}

function isDue(at: number | undefined, now: number): boolean {
  return at !== undefined && at <= now;
}
