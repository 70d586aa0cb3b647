/** One of those who send from a number, as the others see it. */
export interface Member {
  readonly owner: string;
  /** Messages a second, in and out, that are its to count. */
  readonly share: number;
  /** The most that was its own within the last second: until it has passed, others cannot have it. */
  readonly former: number;
  /** What it would use if it could. */
  readonly want: number;
}

/**
 * What each is to have of a number's limit: who wants less than an equal part has what they want, and the others have
 * equal parts of the rest. All who look at the same members come to the same, and it stays so while they want enough.
 */
export function targets(limit: number, members: readonly Member[]): ReadonlyMap<string, number> {
  const wanting = members.filter(({ want }) => want > 0).toSorted((a, b) => (a.owner < b.owner ? -1 : 1));
  let rest = limit;
  let open = wanting;
  for (let content = withLess(open, rest); content.length > 0; content = withLess(open, rest)) {
    // All have what they want: what is over is for all.
    if (content.length === open.length) break;
    rest -= content.reduce((sum, { want }) => sum + want, 0);
    open = open.filter((each) => !content.includes(each));
  }
  const parts = open.map(({ owner }, index) => {
    const part = Math.floor(rest / open.length) + (index < rest % open.length ? 1 : 0);
    return [owner, part] as const;
  });
  const contents = members.filter((each) => !open.includes(each));
  return new Map([...contents.map(({ owner, want }) => [owner, want] as const), ...parts]);
}

function withLess(members: readonly Member[], rest: number): readonly Member[] {
  return members.filter(({ want }) => want < Math.floor(rest / members.length));
}

/** What one may take now: less at once, more only of what nobody has had within the last second. */
export function nextShare(limit: number, mine: Member, others: readonly Member[]): number {
  const target = targets(limit, [mine, ...others]).get(mine.owner) ?? 0;
  if (target <= mine.share) return target;
  const taken = others.reduce((sum, { share, former }) => sum + Math.max(share, former), 0);
  return Math.max(Math.min(mine.share, limit), Math.min(target, limit - taken));
}
