import type { Admins } from "./client.ts";

interface Look {
  /** When it was made, by a clock that nobody sets. */
  readonly at: number;
  readonly ends: readonly { readonly partition: number; readonly isEmpty: boolean; readonly end: number }[];
}

interface Known {
  /** Everything that lay there at this moment is handled. */
  readonly heardAt: number;
  /** What lay there at a later one, and was not handled yet. */
  readonly open: Look | undefined;
}

/**
 * How far groups are behind: what lies in a topic at one look is handled when the group has committed as much at a later
 * one. Offsets of all members count, and of those that are gone: so it is known too of a process that has just started.
 */
export function behind(withAdmin: Admins): (group: string, topic: string) => Promise<number> {
  const all = new Map<string, Known>();

  async function look(topic: string): Promise<Look> {
    const at = performance.now();
    const found = await withAdmin((admin) => admin.fetchTopicOffsets(topic));
    const ends = found.map(({ partition, low, high }) => {
      return { partition, isEmpty: low === high, end: Number(high) };
    });
    return { at, ends };
  }

  async function committed(groupId: string, topic: string): Promise<ReadonlyMap<number, number>> {
    const [found] = await withAdmin((admin) => admin.fetchOffsets({ groupId, topics: [topic] }));
    return new Map(found?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
  }

  return async (group, topic) => {
    const name = `${group} ${topic}`;
    const { heardAt, open }: Known = all.get(name) ?? { heardAt: Number.NEGATIVE_INFINITY, open: undefined };
    const seen = open ?? (await look(topic));
    const done = await committed(group, topic);
    const isHeard = seen.ends.every(
      ({ partition, isEmpty, end }) => isEmpty || (done.get(partition) ?? -1) >= end,
    );
    const now = isHeard ? { heardAt: seen.at, open: undefined } : { heardAt, open: seen };
    all.set(name, now);
    return performance.now() - now.heardAt;
  };
}
