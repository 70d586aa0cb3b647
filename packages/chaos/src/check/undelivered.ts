import type { Facts } from "./facts.ts";

/** An intent none of whose sends could be delivered. */
export interface Undelivered {
  readonly intent: string;
  /** The house was told so: the status that says it got a 200. */
  readonly isTold: boolean;
}

export function undeliveredIn({ said, statuses }: Facts): readonly Undelivered[] {
  const hasFailed = (ref: string, how: "status" | "told"): boolean =>
    (statuses.get(ref) ?? []).some(({ type, status }) => type === how && status === "failed");
  const sends = Map.groupBy([...said.values()].flat(), ({ intent }) => intent);
  return [...sends]
    .filter(([, all]) => all.every(({ ref }) => hasFailed(ref, "status")))
    .map(([intent, all]) => ({ intent, isTold: all.some(({ ref }) => hasFailed(ref, "told")) }));
}
