import type { Clinic } from "@careline/runtime";
import { type Graph, numbersOf } from "@careline/whatsapp";
import { healthStep, type NumberGiven, numberSteps } from "./number-steps.ts";
import { profileStep } from "./profile-step.ts";
import type { Seen, Step } from "./step.ts";
import { templateStep } from "./template-step.ts";
import { type WebhookGiven, webhookSteps } from "./webhook-steps.ts";

export interface OnboardingGiven {
  readonly number: NumberGiven;
  readonly webhook: WebhookGiven;
  readonly library: readonly { readonly name: string; readonly language: string }[];
}

/** Everything between a clinic's file and its first message, in the order in which it can be done. */
export function onboarding(graph: Graph, clinic: Clinic, given: OnboardingGiven): readonly Step[] {
  return [
    ...numberSteps(graph, clinic, given.number),
    ...webhookSteps(graph, clinic, given.webhook),
    profileStep(graph, clinic),
    templateStep(graph, clinic, given.library),
    healthStep(graph, clinic),
  ];
}

export function lineOf({ name, found }: Seen): string {
  const line = `  ${found.kind === "done" ? "✓" : "✗"} ${name.padEnd(14)}${found.words}`;
  return found.kind === "done" ? line : `${line}\n${" ".repeat(18)}→ ${found.todo}`;
}

/** What else is good to know of a number. */
export async function standingOf(graph: Graph, { whatsapp }: Clinic): Promise<string> {
  const number = await numbersOf(graph).get(whatsapp.phoneNumberId);
  const { quality = "?", messagingLimit = "?", throughput = "?", nameStatus = "?" } = number;
  return `quality ${quality}, limit ${messagingLimit}, throughput ${throughput}, name ${nameStatus}`;
}
