import { Fault } from "@careline/faults";
import { PhiError } from "@careline/phi";
import { carriesClinicalContent } from "../domain/phi-gate.ts";
import type { Ports, Prepared, Recipient, Saved } from "./ports.ts";
import { wordsOf } from "./words-of.ts";

export type Ready =
  | { readonly kind: "ready"; readonly prepared: Prepared; readonly labels: readonly string[] }
  | { readonly kind: "refused"; readonly state: "failed" | "suppressed"; readonly reason: string };

/**
 * Opens what an intent says, looks at it a last time, and has its files uploaded. What can never be sent is refused
 * with what to do; for what is only away for now it throws, and is tried again as a whole: that sends nothing twice.
 */
export function prepare({ contents, channel }: Ports) {
  return async (saved: Saved, recipient: Recipient | undefined): Promise<Ready> => {
    const { intentClass } = saved.intent;
    try {
      const { message, labels } = await (recipient === undefined
        ? contents.open(saved)
        : contents.reminder(saved, recipient));
      if (intentClass === "staff" && carriesClinicalContent(wordsOf(message)))
        return { kind: "refused", state: "suppressed", reason: "clinical-content" };
      const number = recipient?.phoneNumberId ?? saved.phoneNumberId;
      return { kind: "ready", labels, prepared: await channel.prepare(saved.intent, number, message) };
    } catch (error) {
      if (error instanceof PhiError && error.code === "PHI_KEY_SHREDDED")
        return { kind: "refused", state: "suppressed", reason: "erased" };
      if (error instanceof Fault && isForGood[error.kind])
        return { kind: "refused", state: "failed", reason: error.message };
      throw error;
    }
  };
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
