import { choiceId } from "./choice-id.ts";
import { ask } from "./dialogue.ts";
import type { Dialogue } from "./dialogue.ts";
import { list } from "./message.ts";
import type { Choice } from "./message.ts";
import { offerTimes } from "./offer-times.ts";
import { shortDay } from "./say-when.ts";
import type { Goal, Stage } from "./thread.ts";
import { say } from "./turn.ts";
import type { Scene } from "./turn.ts";
import { dayAfter, dayIn, isDay, momentOf } from "./zone-time.ts";

interface DaysWish {
  readonly goal: Goal;
  readonly visitTypeId: string;
  readonly from: Date;
}

const daysShown = 9;
const aheadMs = 60 * 86_400_000;

/** The next days on which something is free. */
export function* offerDays(scene: Scene, { goal, visitTypeId, from }: DaysWish): Dialogue {
  const { texts, clinic, language, now } = scene;
  const zone = clinic.timeZone;
  const until = new Date(now.getTime() + aheadMs);
  const days: string[] = [];
  let next = from > now ? from : now;
  let open = true;
  while (open && days.length < daysShown && next < until) {
    const { times } = yield* ask("freeTimes", { visitTypeId, from: next, until, limit: 1 });
    const [first] = times;
    open = first !== undefined;
    if (first === undefined) continue;
    const day = dayIn(zone, first.startsAt);
    days.push(day);
    next = momentOf(dayAfter(day), "00:00", zone);
  }
  if (days.length === 0) return yield* offerTimes(scene, { goal, visitTypeId, from });
  const token = scene.freshId;
  const rows: Choice[] = days.map((day) => ({
    id: choiceId.day(token, day),
    title: shortDay(day, language),
  }));
  if (open && next < until) rows.push({ id: choiceId.moreDays(token), title: texts.book.moreDays });
  const stage: Stage = { kind: "day", goal, visitTypeId, token, from, next };
  return say(stage, list(texts.book.chooseDay, texts.book.daysButton, rows));
}

/** The times from a picked day on. */
export function* pickDay(scene: Scene, stage: Extract<Stage, { kind: "day" }>, day: string): Dialogue {
  const from = isDay(day) ? momentOf(day, "00:00", scene.clinic.timeZone) : scene.now;
  return yield* offerTimes(scene, { goal: stage.goal, visitTypeId: stage.visitTypeId, from });
}
