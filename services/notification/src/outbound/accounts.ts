import type { Log } from "@careline/runtime";
import type { Account } from "../app/ports.ts";
import { type AccountHold, askHold, holdAfter } from "../domain/account.ts";
import type { Intent } from "../domain/intent.ts";
import type { Tried } from "../domain/outcome.ts";
import type { TemplateName } from "../domain/template.ts";

type Refusal = Tried & { readonly kind: "refused" };

/**
 * Keeps which clinics WhatsApp takes nothing from. One process sends at a time, so what it remembers is all there is;
 * one that takes over learns it again by one refusal.
 */
export function accounts(
  now: () => Date,
  log: Log,
  count: (what: "held" | "resumed" | "slowed", reason: string) => void,
  pace: { taken(phoneNumberId: string): void; slower(phoneNumberId: string): void },
  onTemplateRefused: (tenantId: string) => void,
): Account {
  const holds = new Map<string, AccountHold>();

  function hold(key: string, { tenantId }: Intent, refusal: Refusal): Refusal {
    const before = holds.get(key);
    const after = holdAfter(before, refusal, now());
    holds.set(key, after);
    if (after !== before) {
      const { code, reason, tryAt: dueAt } = after;
      const attempt = after.refusals;
      log.error("WhatsApp takes nothing from a clinic: its sends wait", {
        ...{ tenantId, code, reason, attempt, dueAt },
      });
      count("held", String(code));
    }
    const afterMs = Math.max(1_000, after.tryAt.getTime() - now().getTime());
    return { ...refusal, reason: after.reason, again: "later", afterMs };
  }

  function lift({ tenantId }: Intent, keys: readonly string[]): void {
    for (const key of keys) {
      if (!holds.delete(key)) continue;
      log.info("WhatsApp takes what a clinic sends again", { tenantId });
      count("resumed", "");
    }
  }

  return {
    ask(intent, template) {
      for (const key of keysOf(intent, template)) {
        const known = holds.get(key);
        if (known === undefined) continue;
        const isUrgent = intent.intentClass === "emergency";
        const asked = askHold(known, isUrgent, now());
        holds.set(key, asked.hold);
        if (asked.verdict.kind === "wait") return asked.verdict;
      }
      return { kind: "send" };
    },
    learn(intent, phoneNumberId, tried, template) {
      const keys = keysOf(intent, template);
      if (tried.kind === "accepted") {
        lift(intent, keys);
        pace.taken(phoneNumberId);
      }
      if (tried.kind !== "refused") return tried;
      switch (tried.fault) {
        case "account":
          return hold(accountOf(intent), intent, tried);
        case "template":
          onTemplateRefused(intent.tenantId);
          return hold(templateOf(intent, template), intent, tried);
        case "pace":
          pace.slower(phoneNumberId);
          count("slowed", String(tried.code));
          return tried;
        case undefined:
          return tried;
      }
    },
  };
}

const accountOf = ({ tenantId }: Intent) => tenantId;
const templateOf = ({ tenantId, intentClass }: Intent, template: TemplateName | undefined) =>
  template === undefined ? `${tenantId}/${intentClass}` : `${tenantId}/${template.name}/${template.language}`;

/** What must be free for an intent to go. */
function keysOf(intent: Intent, template: TemplateName | undefined): readonly string[] {
  return template === undefined ? [accountOf(intent)] : [accountOf(intent), templateOf(intent, template)];
}
