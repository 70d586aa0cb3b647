import type { Check } from "../suite.ts";
import { codes, mostWithin } from "./limits.ts";
import type { Scene } from "./scenes.ts";

/**
 * Everything that was to be said was said once, and of one conversation in its order. Of a broadcast that nobody watched to
 * its end, nothing was said twice.
 */
export function eachOnce(
  how: string,
  { watched: { taken }, reminders, answers }: Scene,
  { isWhole = true }: { readonly isWhole?: boolean } = {},
): Check {
  const wanted = [...(isWhole ? reminders.keys() : []), ...answers.keys()];
  const times = Map.groupBy(taken, ({ callbackData }) => callbackData ?? "");
  const missing = wanted.filter((id) => !times.has(id)).length;
  const surplus = taken.length - times.size;
  const strange = [...times.keys()].filter((id) => !reminders.has(id) && !answers.has(id)).length;
  const mixed = outOfOrder(taken.filter(({ callbackData = "" }) => answers.has(callbackData)));
  return {
    name: `${how}: each is sent once, answers of a conversation in their order`,
    ok: missing === 0 && surplus === 0 && strange === 0 && mixed === 0,
    detail: `${taken.length} taken, ${wanted.length} awaited; ${missing} missing, ${surplus} twice, ${strange} unasked, ${mixed} out of order`,
  };
}

/** How many came after a later one to the same person; each answer says its number. */
export function outOfOrder(taken: readonly { readonly to: string; readonly body: string }[]): number {
  const last = new Map<string, number>();
  let count = 0;
  for (const { to, body } of taken) {
    const number = Number(/answer (\d+)/.exec(body)?.[1] ?? 0);
    if (number < (last.get(to) ?? 0)) count += 1;
    last.set(to, Math.max(number, last.get(to) ?? 0));
  }
  return count;
}

/** Counted where WhatsApp would: sends, and with each answer the message that was answered. */
export function neverTooFast(how: string, scene: Scene, perSecond: number): Check {
  const most = mostInAndOut(scene);
  const refused = scene.watched.refused.filter((code) => code === codes.tooFast).length;
  return {
    name: `${how}: never above ${perSecond} in any second, in and out together`,
    ok: most <= perSecond && refused === 0,
    detail: `${most} at most, ${refused} refused as too fast, of ${scene.watched.taken.length}`,
  };
}

export function mostInAndOut({ watched, answers }: Scene): number {
  return mostWithin([...watched.taken.map(({ atMs }) => atMs), ...answers.values()], 1_000);
}
