import { failpoint } from "@careline/faults";
import { fallbackId } from "../domain/fallback-id.ts";
import { nextChannel, type OtherChannel } from "../domain/fallback.ts";
import type { Intent } from "../domain/intent.ts";
import type { FallbackPorts, Look } from "./fallback-ports.ts";
import { planIntent } from "./plan.ts";

/**
 * Looks whether another channel should say what did not come home, and plans that. The id of what is planned follows
 * from what it stands in for: decided twice, it is one.
 */
export function considerFallbacks(ports: FallbackPorts) {
  const { looks, rulesOf, now } = ports;
  const plan = planIntent(ports);
  const saidOf = others(ports);

  async function consider({ intent, done }: Look): Promise<void> {
    const rules = rulesOf(intent.tenantId);
    const said = await saidOf(
      intent,
      rules.map(({ channel }) => channel),
    );
    const next = nextChannel(intent, rules, said, now());
    if (next.kind === "say") {
      const { channel, reason } = next;
      const { tenantId, contactId, intentClass, source, sourceId, expiresAt, reminder } = intent;
      const about = { tenantId, contactId, intentClass, source, sourceId, expiresAt, reminder };
      const intentId = fallbackId(tenantId, sourceId, channel);
      failpoint("fallback.before-plan");
      const planned = { ...about, intentId, channel, reason, sequence: 0, windowOpenedAt: undefined };
      await plan(`fallback ${intentId}`, planned, "", undefined);
      failpoint("fallback.after-plan");
    }
    await done(next.kind === "wait" ? next.until : undefined);
  }

  return async (): Promise<void> => {
    for (const look of await looks.due(now())) await consider(look);
  };
}

/** The channels that said something already, or may yet: all that did not fail. */
function others({ intents }: FallbackPorts) {
  return async (
    { intentId, tenantId, sourceId }: Intent,
    channels: readonly OtherChannel[],
  ): Promise<readonly OtherChannel[]> => {
    const known = await Promise.all(
      channels.map((channel) => intents.find(tenantId, fallbackId(tenantId, sourceId, channel))),
    );
    return channels.filter((_channel, index) => {
      const other = known[index]?.intent;
      return other !== undefined && other.intentId !== intentId && other.state !== "failed";
    });
  };
}
