import type { FaultOrder, Status } from "../state/model.ts";
import type { Prospect } from "./prospect.ts";

export interface PlannedStatus {
  readonly status: Status;
  readonly afterMs: number;
  readonly copies: number;
  readonly code?: number;
  readonly heldBack?: boolean;
}

/** How soon a phone answers, in real time. */
const usualDelaysMs = { sent: 50, delivered: 150, read: 400, played: 700, failed: 80 } as const;

export type StatusDelays = Partial<Readonly<Record<Status, number>>>;

export interface Outlook {
  readonly type: string;
  readonly isVoice: boolean;
  readonly fate: Prospect;
  readonly readReceipts: boolean;
  readonly faults: readonly FaultOrder[];
  readonly delays: StatusDelays;
}

/** Which statuses follow a send, and when. In order, unless disorder was asked for. */
export function planStatuses(outlook: Outlook): readonly PlannedStatus[] {
  const { fate, faults } = outlook;
  const delays = { ...usualDelaysMs, ...outlook.delays };
  if (fate.kind === "fails") {
    const failed = { status: "failed", afterMs: delays.failed, copies: 1, code: fate.code } as const;
    const isFollowed = faults.some((fault) => fault.kind === "sentAfterFailed");
    const sent = { status: "sent", afterMs: delays.failed + delays.sent, copies: 1 } as const;
    return (isFollowed ? [failed, sent] : [failed]).map((planned) => apply(planned, faults));
  }
  const statuses = statusesOf(outlook);
  const moments = statuses.map((status) => delays[status]);
  const isTurned = faults.some((fault) => fault.kind === "disorder");
  const planned = statuses.map((status, index) => {
    const afterMs = (isTurned ? moments[moments.length - 1 - index] : moments[index]) ?? 0;
    return apply({ status, afterMs, copies: 1 }, faults);
  });
  return planned.toSorted((one, other) => one.afterMs - other.afterMs);
}

function statusesOf({ type, fate, ...rest }: Outlook): readonly Exclude<Status, "failed">[] {
  if (type === "reaction" || fate.kind === "waits" || fate.kind === "stays-sent") return ["sent"];
  return ["sent", ...arrivals(rest)];
}

/** What a phone tells of a message that reaches it. */
export function arrivals({
  isVoice,
  readReceipts,
}: Pick<Outlook, "isVoice" | "readReceipts">): readonly ("delivered" | "read" | "played")[] {
  if (!readReceipts) return ["delivered"];
  return isVoice ? ["delivered", "read", "played"] : ["delivered", "read"];
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

const ranks: Readonly<Record<Status, number>> = { failed: 0, sent: 1, delivered: 2, read: 3, played: 4 };

/** The furthest a message has come: ticks never go back. */
export function furthest(statuses: readonly { readonly status: Status }[]): Status | "accepted" {
  const best = statuses.toSorted((one, other) => ranks[other.status] - ranks[one.status])[0];
  return best?.status ?? "accepted";
}
