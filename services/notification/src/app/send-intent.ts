import { Fault } from "@careline/faults";
import { answerGate, type Gate, reminderGate } from "../domain/gate.ts";
import { type Intent, step } from "../domain/intent.ts";
import { afterTry, backoffMs } from "../domain/outcome.ts";
import { carriesClinicalContent } from "../domain/phi-gate.ts";
import type { Opened, Ports, Prepared, Recipient, Saved } from "./ports.ts";

/**
 * Takes one intent to its next state: sent, waiting, suppressed, failed or uncertain. The step before the request is
 * durable, so that whoever finds the intent after a crash knows that its fate is open and does not send it again.
 */
export function sendIntent(ports: Ports) {
  const { intents, now } = ports;
  const gateOf = gate(ports);
  const prepareOf = prepare(ports);
  return async (saved: Saved, fence: number): Promise<void> => {
    const { tenantId, intentId } = saved.intent;
    const notes = { requestId: intentId, fence };
    const change = (rule: (intent: Intent) => Intent | undefined, more: object = {}) =>
      intents.change(tenantId, intentId, whilePlanned(rule), { ...notes, ...more });

    const decision = await gateOf(saved);
    if (decision.kind !== "send") {
      await change((intent) => gated(intent, decision, now()));
      return;
    }
    const recipient = await ports.recipients.find(tenantId, saved.intent.contactId);
    if (saved.intent.intentClass === "reminder" && recipient === undefined) {
      const until = new Date(now().getTime() + 60_000);
      await change((intent) =>
        gated(intent, { kind: "wait", until, reason: "contact not known yet" }, now()),
      );
      return;
    }
    const ready = await prepareOf(saved, recipient);
    if (ready.kind === "refused") {
      await change((intent) => step(intent, { state: ready.state, reason: ready.reason }, now()));
      return;
    }
    const submitting = await change(
      (intent) => step(intent, { state: "submitting", reason: "", attempts: intent.attempts + 1 }, now()),
      { opened: ready.labels },
    );
    if (submitting === undefined) return;
    const { tried, messageRef } = await ready.prepared.send();
    await intents.change(
      tenantId,
      intentId,
      // A status may have come before the answer: then it is known better already.
      (intent) =>
        intent.state === "submitting" ? afterTry(intent, tried, now(), ports.chance()) : undefined,
      { ...notes, ...(messageRef !== undefined && { messageRef }) },
    );
  };
}

// Of two dispatchers, or a dispatcher and an opt-out, the first to write decides.
function whilePlanned(rule: (intent: Intent) => Intent | undefined) {
  return (intent: Intent) => (intent.state === "planned" ? rule(intent) : undefined);
}

function gate({ now, consentOf, checkReminder, quietHours }: Ports) {
  return async ({ intent }: Saved): Promise<Gate> => {
    const { tenantId, contactId, sourceId } = intent;
    if (intent.intentClass !== "reminder") return answerGate(intent, now());
    const [consent, reminder] = await Promise.all([
      consentOf(tenantId, contactId),
      checkReminder(tenantId, sourceId),
    ]);
    return reminderGate(intent, { quietHours: quietHours(tenantId), consent, reminder }, now());
  };
}

function gated(intent: Intent, decision: Exclude<Gate, { kind: "send" }>, at: Date): Intent {
  switch (decision.kind) {
    case "wait":
      return step(intent, { state: "planned", reason: decision.reason, notBefore: decision.until }, at);
    case "suppress":
      return step(intent, { state: "suppressed", reason: decision.reason }, at);
    case "expire":
      return step(intent, { state: "expired", reason: decision.reason }, at);
  }
}

type Ready =
  | { readonly kind: "ready"; readonly prepared: Prepared; readonly labels: readonly string[] }
  | { readonly kind: "refused"; readonly state: "failed" | "suppressed"; readonly reason: string };

function prepare({ contents, channel }: Ports) {
  return async (saved: Saved, recipient: Recipient | undefined): Promise<Ready> => {
    const { tenantId, intentId, intentClass } = saved.intent;
    try {
      const { message, labels } = await open();
      if (intentClass === "staff" && carriesClinicalContent(wordsOf(message)))
        return { kind: "refused", state: "suppressed", reason: "clinical-content" };
      const number = recipient?.phoneNumberId ?? saved.phoneNumberId;
      return { kind: "ready", labels, prepared: await channel.prepare(tenantId, number, intentId, message) };
    } catch (error) {
      if (error instanceof Fault && (error.kind === "invalid" || error.kind === "missing"))
        return { kind: "refused", state: "failed", reason: error.message };
      throw error;
    }
    function open(): Promise<Opened> {
      return recipient !== undefined && intentClass === "reminder"
        ? contents.reminder(saved, recipient)
        : contents.open(saved);
    }
  };
}

function wordsOf({ content }: Opened["message"]): string {
  return content?.$case === "text" ? content.value.body : "";
}

/** When an intent is looked at again after a fault on our own side: its peers or its database were away. */
export function pauseAfterFault(failures: number, chance: number): number {
  return Math.min(30_000, backoffMs(failures, chance));
}
