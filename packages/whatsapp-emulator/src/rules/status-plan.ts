import type { FaultOrder, Status } from "../state/model.ts";

export interface PlannedStatus {
  readonly status: Status;
  readonly afterMs: number;
  readonly copies: number;
  readonly code?: number;
  readonly heldBack?: boolean;
}

/** How soon a phone answers, in real time. */
export const defaultDelays = { sent: 50, delivered: 150, read: 400, failed: 80 } as const;

export interface Outlook {
  readonly type: string;
  readonly failure?: number;
  readonly readReceipts: boolean;
  readonly faults: readonly FaultOrder[];
}

/** Which statuses follow a send, and when. In order, unless disorder was asked for. */
export function planStatuses({ type, failure, readReceipts, faults }: Outlook): readonly PlannedStatus[] {
  if (failure !== undefined) {
    return [apply({ status: "failed", afterMs: defaultDelays.failed, copies: 1, code: failure }, faults)];
  }
  const statuses: readonly Exclude<Status, "failed">[] =
    type === "reaction" ? ["sent"] : readReceipts ? ["sent", "delivered", "read"] : ["sent", "delivered"];
  const moments = statuses.map((status) => defaultDelays[status]);
  const isTurned = faults.some((fault) => fault.kind === "disorder");
  const planned = statuses.map((status, index) => {
    const afterMs = (isTurned ? moments[moments.length - 1 - index] : moments[index]) ?? 0;
    return apply({ status, afterMs, copies: 1 }, faults);
  });
  return planned.toSorted((one, other) => one.afterMs - other.afterMs);
}

function apply(planned: PlannedStatus, faults: readonly FaultOrder[]): PlannedStatus {
  let next = planned;
  for (const fault of faults) {
    if (typeof fault.status === "string" && fault.status !== planned.status) continue;
    if (fault.kind === "loseStatus") next = { ...next, copies: 0 };
    if (fault.kind === "duplicateStatus") next = { ...next, copies: next.copies * 2 };
    if (fault.kind === "delayStatus")
      next = { ...next, afterMs: next.afterMs + (fault.delayMs ?? 5_000), heldBack: true };
  }
  return next;
}

const ranks: Readonly<Record<Status, number>> = { failed: 0, sent: 1, delivered: 2, read: 3 };

/** The furthest a message has come: ticks never go back. */
export function furthest(statuses: readonly { readonly status: Status }[]): Status | "accepted" {
  const best = statuses.toSorted((one, other) => ranks[other.status] - ranks[one.status])[0];
  return best?.status ?? "accepted";
}
