import type { Facts } from "./facts.ts";

/** Intents with a send that WhatsApp took on and then could not deliver. */
export function undeliveredIn({ said, statuses }: Facts): readonly string[] {
  const hasFailed = (ref: string): boolean =>
    (statuses.get(ref) ?? []).some(({ type, status }) => type === "status" && status === "failed");
  return [...said.values()].flat().flatMap(({ intent, ref }) => (hasFailed(ref) ? [intent] : []));
}
