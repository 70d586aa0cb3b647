import type { Fetch, MediaPorts } from "./media-ports.ts";

type Needs = Pick<MediaPorts, "fetches" | "now"> & {
  readonly fetch: (fetch: Fetch, signal: AbortSignal) => Promise<void>;
  /** Told when one is done, so that the next may begin. */
  readonly onDone: () => void;
  readonly onFault: (error: unknown) => void;
};

const lostAgainMs = 5_000;

/** Fetches what is due, so many at once and of each contact one: a hundred files of somebody keep nobody else waiting. */
export function fetchWaiting({ fetches, fetch, now, onDone, onFault }: Needs, atOnce: number) {
  const inHand = new Map<string, Promise<void>>();
  /** Did a claim, or the end of one, get no answer? Then something may be held for long that nobody has in hand. */
  let hasLost = false;
  const ending = new AbortController();

  async function orLost<T>(deed: Promise<T>): Promise<T> {
    return deed.catch((error: unknown) => {
      hasLost = true;
      throw error;
    });
  }

  async function takeLostBack(): Promise<void> {
    hasLost = false;
    await orLost(fetches.takeBack([...inHand.keys()], new Date(now().getTime() + lostAgainMs)));
  }

  return {
    async round(): Promise<void> {
      while (inHand.size < atOnce && !ending.signal.aborted) {
        if (hasLost) await takeLostBack();
        const next = await orLost(fetches.claim([...inHand.keys()]));
        if (next === undefined) return;
        const { contactId } = next;
        const end = (): void => void inHand.delete(contactId);
        const done = fetch(next, ending.signal)
          .then(end, (error: unknown) => {
            end();
            hasLost = true;
            onFault(error);
          })
          .finally(onDone);
        inHand.set(contactId, done);
      }
    },
    /** Breaks off what is in hand: whoever comes next begins it anew. */
    async stop(): Promise<void> {
      ending.abort();
      await Promise.all(inHand.values());
    },
  };
}
