import { type Member, nextShare } from "./shares.ts";

/** Meta: messages a second of a number, in and out together; of one that people also use in the phone app; of one raised. */
export const limits = { standard: 80, coexistence: 20, high: 1_000 } as const;

/** One of those who send from a number, as it was when it last looked. */
export interface Sender extends Member {
  /** Of the same name there may have been another before. */
  readonly process: string;
  /** Goes up with each look: one that stands still is dead. */
  readonly beat: number;
}

export interface Budget {
  readonly limit: number;
  readonly senders: readonly Sender[];
}

export interface Look {
  readonly owner: string;
  readonly process: string;
  readonly want: number;
  /** More than a second has passed since its share last went down. */
  readonly isSettled: boolean;
  isDead(other: Sender): boolean;
}

/**
 * A budget after one of its senders has looked at it. Nobody ever has what another had within the last second: who
 * takes less says what it had before until that second is over, and who is new to its name begins with nothing.
 */
export function looked(budget: Budget, look: Look): { readonly budget: Budget; readonly mine: Sender } {
  const { owner, process, want, isSettled } = look;
  const others = budget.senders.filter((each) => each.owner !== owner && !look.isDead(each));
  const before = budget.senders.find((each) => each.owner === owner);
  const mine = senderAfter(before, { owner, process, want, isSettled }, budget.limit, others);
  return { budget: { ...budget, senders: [...others, mine] }, mine };
}

function senderAfter(
  before: Sender | undefined,
  { owner, process, want, isSettled }: Omit<Look, "isDead">,
  limit: number,
  others: readonly Sender[],
): Sender {
  const beat = (before?.beat ?? 0) + 1;
  const had = before === undefined ? 0 : Math.max(before.share, before.former);
  // What an earlier process of this name has sent stands in no log of this one.
  if (before !== undefined && before.process !== process)
    return { owner, process, want, beat, share: 0, former: had };
  const [share, former] = [before?.share ?? 0, isSettled ? 0 : had];
  if (share === 0 && former > 0) return { owner, process, want, beat, share, former };
  const next = nextShare(limit, { owner, share, former, want }, others);
  return { owner, process, want, beat, share: next, former: Math.max(former, share > next ? share : next) };
}

/** A budget without one who has nothing more to say, or as it was while what they had may still count. */
export function left(budget: Budget, owner: string): Budget {
  return {
    ...budget,
    senders: budget.senders.filter((each) => each.owner !== owner || Math.max(each.share, each.former) > 0),
  };
}
