import { choiceId } from "./choice-id.ts";
import { ask } from "./dialogue.ts";
import type { Dialogue } from "./dialogue.ts";
import { localised } from "./facts.ts";
import type { FreeTime, VisitType } from "./facts.ts";
import { list } from "./message.ts";
import type { Choice } from "./message.ts";
import { dead } from "./menu.ts";
import { shortWhen } from "./say-when.ts";
import type { Goal, Stage } from "./thread.ts";
import { opening, say } from "./turn.ts";
import type { Scene } from "./turn.ts";

export interface TimesWish {
  readonly goal: Goal;
  readonly visitTypeId: string;
  readonly from: Date;
  /** Times at that very moment that were shown before. */
  readonly skip?: readonly string[];
  /** What is said above the list, instead of the usual. */
  readonly body?: string;
}

const pageSize = 8;
const aheadMs = 60 * 86_400_000;

/** Free times as a list, soonest first. When the asked stretch is empty, the next ones from now on. */
export function* offerTimes(scene: Scene, wish: TimesWish): Dialogue {
  const { texts, clinic, now, language } = scene;
  const { visitTypeId, skip = [] } = wish;
  const from = wish.from > now ? wish.from : now;
  const type = (yield* ask("visitTypes", {})).find(({ id }) => id === visitTypeId);
  if (type === undefined) return yield* chooseType(scene);
  const name = typeName(type, scene);
  const until = new Date(from.getTime() + aheadMs);
  const found = yield* ask("freeTimes", { visitTypeId, from, until, limit: pageSize + skip.length });
  const fresh = found.times.filter(({ slotId }) => !skip.includes(slotId));
  const times = fresh.slice(0, pageSize);
  if (times.length === 0 && wish.from > now)
    return opening(texts.book.noMore, yield* offerTimes(scene, { goal: wish.goal, visitTypeId, from: now }));
  if (times.length === 0) return dead(scene, texts.book.noTimes({ type: name, phone: clinic.phone }));
  const token = scene.freshId;
  const more: Choice = { id: choiceId.more(token), title: texts.book.more, description: texts.book.moreHint };
  const days: Choice = {
    id: choiceId.days(token),
    title: texts.book.anotherDay,
    description: texts.book.anotherDayHint,
  };
  const rows = times.map((time) => ({
    id:
      wish.goal.kind === "move"
        ? choiceId.moveTo(wish.goal.appointmentId, wish.goal.version, time.slotId)
        : choiceId.time(visitTypeId, time.slotId),
    title: shortWhen(time.startsAt, clinic.timeZone, language),
    description: time.practitionerName,
  }));
  const hasMore = found.more || fresh.length > times.length;
  const stage: Stage = {
    kind: "time",
    goal: wish.goal,
    visitTypeId,
    token,
    from,
    skip,
    next: pageAfter(times, skip),
  };
  const body = wish.body ?? texts.book.chooseTime(name);
  return say(stage, list(body, texts.book.timesButton, [...rows, ...(hasMore ? [more] : []), days]));
}

/** Booking begins with what the visit is for; where there is one kind only, with its times. */
export function* chooseType(scene: Scene, goal: Goal = { kind: "book" }): Dialogue {
  const { texts, language, now } = scene;
  const types = yield* ask("visitTypes", {});
  const [only] = types;
  if (only !== undefined && types.length === 1)
    return yield* offerTimes(scene, { goal, visitTypeId: only.id, from: now });
  const rows = types.map((type) => ({
    id: choiceId.visitType(type.id),
    title: localised(type.names, language),
    description: texts.book.minutes(type.durationMinutes),
  }));
  return say({ kind: "visit-type", goal }, list(texts.book.chooseType, texts.book.typesButton, rows));
}

export function typeName(type: VisitType | undefined, { language }: Scene): string {
  return type === undefined ? "" : localised(type.names, language);
}

/** Several practitioners may be free at the same moment, and a page may end between them. */
function pageAfter(
  times: readonly FreeTime[],
  skip: readonly string[],
): { from: Date; skip: readonly string[] } {
  const from = times.at(-1)?.startsAt ?? new Date(0);
  const same = times
    .filter(({ startsAt }) => startsAt.getTime() === from.getTime())
    .map(({ slotId }) => slotId);
  return { from, skip: same.length === times.length ? [...skip, ...same] : same };
}
