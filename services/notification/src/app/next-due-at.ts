import type { Ports } from "./ports.ts";

/** When something is next to be done by the clock: an intent may go, or an open fate has been open for long enough. */
export function nextDueAt({ intents, now }: Ports, uncertainAfterMs: number) {
  return async (): Promise<Date | undefined> => {
    const { planned, uncertainSince } = await intents.nextMoments(now());
    const silent = uncertainSince && new Date(uncertainSince.getTime() + uncertainAfterMs);
    if (planned === undefined || silent === undefined) return planned ?? silent;
    return planned < silent ? planned : silent;
  };
}
