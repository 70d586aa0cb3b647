import type { Change } from "./ports.ts";

/** When the contact last wrote, after a change. A message that a later one overtook does not take that back. */
export function lastInboundAt({ before, inbound }: Pick<Change, "before" | "inbound">): Date | undefined {
  const knownAt = before.lastInboundAt;
  const heardAt = inbound?.heard.isEcho === true ? undefined : inbound?.heard.sentAt;
  if (heardAt === undefined) return knownAt;
  return knownAt !== undefined && knownAt > heardAt ? knownAt : heardAt;
}
