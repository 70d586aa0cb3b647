import type { Facts } from "./facts.ts";

/** Sends whose last word is a failure. */
export function undeliveredIn({ statuses }: Facts): number {
  return [...statuses.values()].filter((all) =>
    all.some(({ type, status }) => type === "status" && status === "failed"),
  ).length;
}
