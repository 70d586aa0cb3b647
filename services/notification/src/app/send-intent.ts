import { failpoint } from "@careline/faults";
import { answerGate, type Gate, isTooLate, reminderGate, tooLate } from "../domain/gate.ts";
import { type Intent, priorities, step } from "../domain/intent.ts";
import { afterTry, tooFastToOne, tooManyPeople, type Tried } from "../domain/outcome.ts";
import { mayHaveBeenHeard, overtaken, takenAsNotSent, unheardMaxMs } from "../domain/silence.ts";
import { putOff } from "../domain/useful.ts";
import type { ChangeNotes, Hold, Ports, Saved } from "./ports.ts";
import { isOutside, lastLooks } from "./last-looks.ts";
import { needsNoWindow, prepare } from "./prepare.ts";
import { wordingOf } from "./wording.ts";

// How often it is looked whether all that came was heard.
const hearsAgainMs = 400;
// A gate that was asked so long ago is asked again.
const stillSoMs = 200;

/**
 * Takes one intent to its next state: sent, waiting, suppressed, failed or uncertain. The step before the request is
 * durable, so that whoever finds the intent after a crash knows that its fate is open and does not send it again.
 */
export function sendIntent(ports: Ports) {
  const { intents, now } = ports;
  const gateOf = gate(ports);
  const prepareOf = prepare(ports);
  const findWording = wordingOf(ports);
  const lookLast = lastLooks(ports);
  return async (saved: Saved, hold: Hold): Promise<void> => {
    const { tenantId, intentId, intentClass } = saved.intent;
    const requestId = intentId;
    const isBulk = intentClass === "reminder";
    const decide = (rule: (intent: Intent) => Intent, notes: Partial<ChangeNotes> = {}) =>
      intents.change(tenantId, intentId, whilePlanned(rule), {
        ...{ requestId, isBulk, fence: hold.fence, asOf: saved, ...notes },
      });

    const putAside = async (decision: Exclude<Gate, { kind: "send" }>): Promise<void> => {
      failpoint("send.before-decide");
      await decide((intent) => gated(intent, decision, now()));
      failpoint("send.after-decide");
    };

    const own = await gateOf(saved);
    const wording = own.kind === "send" ? await findWording(saved) : own;
    if (wording.kind !== "composed" && wording.kind !== "reminder") return putAside(wording);
    const template = wording.kind === "reminder" ? wording.template : undefined;
    const number = wording.kind === "reminder" ? wording.recipient.phoneNumberId : saved.phoneNumberId;
    const verdict = await lookLast(saved, { number, template }, hold);
    if (verdict.kind !== "send") return putAside(verdict);
    const ready = await prepareOf(saved, wording, number);
    if (ready.kind !== "ready") return putAside(ready);
    await ports.inTurn(number, { urgency: priorities[intentClass] }, async (turn) => {
      if (!hold.isHeld()) return;
      // What was so before it waited may not be so any more.
      const again = turn.waitedMs > stillSoMs ? await gateOf(saved) : own;
      if (again.kind !== "send") return putAside(again);
      failpoint("send.before-announce");
      const announced = await decide(
        (intent) => step(intent, { state: "submitting", reason: "", attempts: intent.attempts + 1 }, now()),
        { opened: ready.labels, ...(isOutside(saved) && { reachedAt: now() }) },
      );
      failpoint("send.after-announce");
      if (announced === undefined) return;
      if (isOutside(saved)) await ports.tier.kept(announced.intent, announced.intent.changedAt);
      const { attempts } = announced.intent;
      const { tried, messageRef } = await turn.go(async () =>
        hold.isHeld() ? ready.prepared.send() : unsent,
      );
      const learnt = ports.account.learn(announced.intent, number, tried, template);
      failpoint("send.before-outcome");
      // What WhatsApp answered is so, whoever holds the lease by now: it is not a decision, and needs no fence.
      await intents.change(
        tenantId,
        intentId,
        (intent) => afterTry(intent, attempts, learnt, now(), ports.chance()),
        { requestId, isBulk, ...(messageRef !== undefined && { messageRef }) },
      );
      failpoint("send.after-outcome");
      await learnOfOne(ports, announced.intent, number, tried);
    });
  };
}

const unsent: Outcome = { tried: { kind: "unsent" }, messageRef: undefined };

async function learnOfOne(
  { pairs, tier }: Ports,
  { tenantId, contactId }: Intent,
  number: string,
  tried: Tried,
): Promise<void> {
  if (tried.kind === "accepted" || tried.kind === "uncertain") pairs.sent(number, contactId);
  if (tried.kind !== "refused") return;
  if (tried.code === tooFastToOne) pairs.refused(number, contactId);
  if (tried.code === tooManyPeople) await tier.tooMany(tenantId);
}

interface Outcome {
  readonly tried: Tried;
  readonly messageRef: string | undefined;
}

// Of two dispatchers, or a dispatcher and an opt-out, the first to write decides.
export function whilePlanned(rule: (intent: Intent) => Intent) {
  return (intent: Intent) => (intent.state === "planned" ? rule(intent) : undefined);
}

function gate({ intents, now, consentOf, checkReminder, quietHours, deafForMs }: Ports) {
  return async (saved: Saved): Promise<Gate> => {
    const { intent } = saved;
    const { tenantId, contactId, sourceId } = intent;
    if (isTooLate(intent, now())) return tooLate;
    if (mayHaveBeenHeard(intent)) {
      if (await intents.isOvertaken(saved)) return { kind: "fail", reason: overtaken };
      if ((await deafForMs()) > unheardMaxMs)
        return { kind: "wait", until: new Date(now().getTime() + hearsAgainMs), reason: takenAsNotSent };
    }
    // It can only be a template: that is seen when it is opened.
    if (needsNoWindow(intent)) return { kind: "send" };
    if (intent.intentClass !== "reminder") return answerGate(intent, now());
    const [consent, reminder] = await Promise.all([
      consentOf(tenantId, contactId),
      checkReminder(tenantId, sourceId),
    ]);
    return reminderGate(intent, { quietHours: quietHours(tenantId), consent, reminder }, now());
  };
}

/** What becomes of an intent that may not go now. */
export function gated(intent: Intent, decision: Exclude<Gate, { kind: "send" }>, at: Date): Intent {
  switch (decision.kind) {
    case "wait":
      return putOff(intent, decision, at);
    case "suppress":
      return step(intent, { state: "suppressed", reason: decision.reason }, at);
    case "expire":
      return step(intent, { state: "expired", reason: decision.reason }, at);
    case "fail":
      return step(intent, { state: "failed", reason: decision.reason }, at);
  }
}
