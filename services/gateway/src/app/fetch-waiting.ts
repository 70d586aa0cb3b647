import type { Fetch, MediaPorts } from "./media-ports.ts";

type Needs = Pick<MediaPorts, "fetches"> & {
  readonly fetch: (fetch: Fetch, signal: AbortSignal) => Promise<void>;
  /** Told when one is done, so that the next may begin. */
  readonly onDone: () => void;
  readonly onFault: (error: unknown) => void;
};

/** Fetches what is due, so many at once and of each contact one: a hundred files of somebody keep nobody else waiting. */
export function fetchWaiting({ fetches, fetch, onDone, onFault }: Needs, atOnce: number) {
  const inHand = new Map<string, Promise<void>>();
  const ending = new AbortController();

  return {
    async round(): Promise<void> {
      while (inHand.size < atOnce && !ending.signal.aborted) {
        const next = await fetches.claim([...inHand.keys()]);
        if (next === undefined) return;
        const done = fetch(next, ending.signal)
          .catch(onFault)
          .finally(() => {
            inHand.delete(next.contactId);
            onDone();
          });
        inHand.set(next.contactId, done);
      }
    },
    /** Breaks off what is in hand: whoever comes next begins it anew. */
    async stop(): Promise<void> {
      ending.abort();
      await Promise.all(inHand.values());
    },
  };
}
