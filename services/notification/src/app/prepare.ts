import { Fault } from "@careline/faults";
import { PhiError } from "@careline/phi";
import type { Gate } from "../domain/gate.ts";
import type { Intent } from "../domain/intent.ts";
import { carriesClinicalContent } from "../domain/phi-gate.ts";
import { composedTemplate } from "./composed-template.ts";
import type { Ports, Prepared, Saved } from "./ports.ts";
import type { Wording } from "./wording.ts";
import { wordsOf } from "./words-of.ts";

export type Ready =
  | {
      readonly kind: "ready";
      readonly prepared: Prepared;
      readonly labels: readonly string[];
    }
  | Exclude<Gate, { kind: "send" }>;

type Sayable = Exclude<Wording, { kind: "wait" }>;

// How often it is looked whether a template was approved.
const templateWaitsMs = 60_000;

/**
 * Opens what an intent says, looks at it a last time, and has its files uploaded. What can never be sent is refused
 * with what to do; for what is only away for now it throws, and is tried again as a whole: that sends nothing twice.
 */
export function prepare(ports: Pick<Ports, "contents" | "channel" | "templates" | "now">) {
  const { contents, channel, now } = ports;
  const look = composedTemplate(ports);
  return async (saved: Saved, wording: Sayable, number: string): Promise<Ready> => {
    const { intentClass, tenantId } = saved.intent;
    try {
      const { message, labels } = await (wording.kind === "composed"
        ? contents.open(saved)
        : contents.reminder(saved, wording));
      if (intentClass === "staff" && carriesClinicalContent(wordsOf(message)))
        return { kind: "suppress", reason: "clinical-content" };
      if (needsNoWindow(saved.intent) && message.content?.$case !== "template")
        return { kind: "suppress", reason: "window-closed" };
      const composed = wording.kind === "composed" ? await look(tenantId, message) : fits;
      if (composed.kind === "unfit") return { kind: "fail", reason: composed.reason };
      if (composed.kind === "held")
        return { ...composed, kind: "wait", until: new Date(now().getTime() + templateWaitsMs) };
      return {
        kind: "ready",
        labels,
        prepared: await channel.prepare(saved.intent, number, message),
      };
    } catch (error) {
      if (error instanceof PhiError && error.code === "PHI_KEY_SHREDDED")
        return { kind: "suppress", reason: "erased" };
      if (error instanceof Fault && isForGood[error.kind]) return { kind: "fail", reason: error.message };
      throw error;
    }
  };
}

const fits = { kind: "fits" } as const;

/** Who composes for no window says so by naming none. */
export function needsNoWindow({ intentClass, windowOpenedAt }: Intent): boolean {
  return intentClass !== "reminder" && windowOpenedAt === undefined;
}

const isForGood: Record<Fault["kind"], boolean> = {
  invalid: true,
  missing: true,
  denied: true,
  unreadable: true,
  conflict: false,
  limited: false,
  unavailable: false,
};
