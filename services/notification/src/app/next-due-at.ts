import type { Ports } from "./ports.ts";

/** When something is next to be done by the clock: an intent may go, or an open fate has been open for long enough. */
export function nextDueAt({ intents, now }: Pick<Ports, "intents" | "now">, uncertainAfterMs: number) {
  return async (): Promise<Date | undefined> => {
    const { planned, uncertainSince } = await intents.nextMoments(now());
    const silent = uncertainSince && new Date(uncertainSince.getTime() + uncertainAfterMs);
    if (planned === undefined || silent === undefined) return planned ?? silent;
    return planned < silent ? planned : silent;
  };
}

type Ask = () => Promise<Date | undefined>;

/** The first moment of several that may have one. */
export function earliest(asks: readonly Ask[]): Ask {
  return async () => {
    const moments = (await Promise.all(asks.map((ask) => ask()))).filter((each) => each !== undefined);
    return moments.toSorted((one, other) => one.getTime() - other.getTime())[0];
  };
}
