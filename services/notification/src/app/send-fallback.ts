import { failpoint } from "@careline/faults";
import { PhiError } from "@careline/phi";
import { fallbackGate } from "../domain/fallback.ts";
import { type Gate, isTooLate, tooLate } from "../domain/gate.ts";
import { type Intent, step } from "../domain/intent.ts";
import { afterTry, type Tried } from "../domain/outcome.ts";
import type { Addresses, FallbackPorts, Notice } from "./fallback-ports.ts";
import type { Hold, Saved } from "./ports.ts";
import { gated, whilePlanned } from "./send-intent.ts";

/**
 * Takes one intent of another channel to its next state, as `sendIntent` does for WhatsApp: what is announced and has
 * no answer is not said again, as nothing would ever tell that it was not heard.
 */
export function sendFallback(ports: FallbackPorts) {
  const { intents, now, chance } = ports;
  const gateOf = gate(ports);
  const spareWhatsApp = spare(ports);
  return async ({ intent, ...saved }: Saved, hold: Hold): Promise<void> => {
    const { tenantId, intentId: requestId } = intent;
    const decide = (rule: (current: Intent) => Intent, opened: readonly string[] = []) =>
      intents.change(tenantId, requestId, whilePlanned(rule), {
        ...{ requestId, fence: hold.fence, opened, asOf: { intent, ...saved } },
      });
    const decision = await gateOf(intent);
    if (decision.kind !== "send") {
      await decide((current) => gated(current, decision, now()));
      return;
    }
    const ready = await noticeOf(ports, intent);
    if (ready.kind === "refused") {
      await decide((current) => step(current, { state: ready.state, reason: ready.reason }, now()));
      return;
    }
    failpoint("fallback.before-announce");
    const announced = await decide(
      (current) => step(current, { state: "submitting", reason: "", attempts: current.attempts + 1 }, now()),
      ready.labels,
    );
    failpoint("fallback.after-announce");
    if (announced === undefined) return;
    const tried: Tried = hold.isHeld() ? await ready.send() : { kind: "unsent" };
    const { attempts } = announced.intent;
    failpoint("fallback.before-outcome");
    // As with WhatsApp, what came of it is a fact, and needs no fence.
    await intents.change(
      tenantId,
      requestId,
      (current) => afterTry(current, attempts, tried, now(), chance()),
      { requestId },
    );
    failpoint("fallback.after-outcome");
    if (tried.kind === "accepted") await spareWhatsApp(announced.intent);
  };
}

function gate({ firsts, consentOf, checkReminder, quietHours, now }: FallbackPorts) {
  return async (intent: Intent): Promise<Gate> => {
    if (isTooLate(intent, now())) return tooLate;
    const { tenantId, contactId, sourceId } = intent;
    const [first, consent, reminder] = await Promise.all([
      firsts.find(tenantId, sourceId),
      consentOf(tenantId, contactId),
      checkReminder(tenantId, sourceId),
    ]);
    const facts = { consent, reminder, quietHours: quietHours(tenantId) };
    const { isConfirmed = false } = reminder;
    return fallbackGate(intent, { ...facts, isConfirmed }, first?.intent, now());
  };
}

type Ready =
  | { readonly kind: "ready"; readonly labels: readonly string[]; send(): Promise<Tried> }
  | { readonly kind: "refused"; readonly state: "failed" | "suppressed"; readonly reason: string };

async function noticeOf(ports: FallbackPorts, intent: Intent): Promise<Ready> {
  const { tenantId, contactId, intentId, channel, reminder } = intent;
  if (channel === "whatsapp" || reminder === undefined)
    return { kind: "refused", state: "failed", reason: "not for another channel" };
  const known = await addressesOf(ports, tenantId, contactId);
  if (known === "erased") return { kind: "refused", state: "suppressed", reason: "erased" };
  const { of, language, labels } = known;
  const to = of[channel];
  if (to === undefined) return { kind: "refused", state: "failed", reason: unknown[channel] };
  const { startsAt, clinicTimeZone: timeZone } = reminder;
  const facts = { ...ports.clinicOf(tenantId), startsAt, timeZone };
  const notice: Notice = { intentId, to, language, facts };
  return { kind: "ready", labels, send: () => ports.messengers[channel].send(notice) };
}

const unknown = { sms: "no phone number is known", email: "no e-mail address is known" } as const;

async function addressesOf(
  ports: FallbackPorts,
  tenantId: string,
  contactId: string,
): Promise<Addresses | "erased"> {
  try {
    return await ports.addressesOf(tenantId, contactId);
  } catch (error) {
    if (error instanceof PhiError && error.code === "PHI_KEY_SHREDDED") return "erased";
    throw error;
  }
}

/** What WhatsApp still waits to say was said. Left out after a crash, it is said both ways: that harms nobody. */
function spare({ firsts, now }: FallbackPorts) {
  return async ({ tenantId, sourceId, channel, intentId }: Intent): Promise<void> => {
    failpoint("fallback.before-spare");
    await firsts.change(
      tenantId,
      sourceId,
      whilePlanned((first) => step(first, { state: "suppressed", reason: `said by ${channel}` }, now())),
      { requestId: intentId },
    );
    failpoint("fallback.after-spare");
  };
}
