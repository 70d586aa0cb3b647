import { priorities } from "./intent.ts";

/** WhatsApp counts what goes out and what comes in, in any second. */
export const withinMs = 1_000;
// Requests take differently long to arrive, and the quickest of many answers tells that only nearly; of few, less so.
const guardMs = 1;
const unsureMs = 25;

/** How fast a sender goes since WhatsApp last asked it to go slower. */
export interface Pace {
  readonly most: number;
  readonly sinceMs: number;
}

export const fullPace: Pace = { most: Number.POSITIVE_INFINITY, sinceMs: Number.NEGATIVE_INFINITY };

const slowest = 5;
const ofWhatWasTaken = 0.9;
// What comes back in a second, of a share of 80.
const ordinary = 80;

/** It comes back carefully at first, to find what is allowed by few refusals, and then faster. */
export function mostNow({ most, sinceMs }: Pace, share: number, nowMs: number): number {
  if (most >= share) return share;
  const seconds = (nowMs - sinceMs) / 1_000;
  return Math.min(share, most + Math.floor(((seconds + seconds ** 2 / 10) * share) / ordinary));
}

/**
 * Asked to go slower, it goes a little slower than WhatsApp took sends in the last second: that is what is allowed.
 * One step is a half at most. Refusals within a second are of one burst, and lower it once.
 */
export function lowered(before: Pace, share: number, taken: number, nowMs: number): Pace {
  if (nowMs - before.sinceMs < 1_000) return before;
  const now = mostNow(before, share, nowMs);
  const most = Math.min(now - 1, Math.max(now / 2, taken * ofWhatWasTaken));
  return { most: Math.max(Math.min(slowest, share), Math.floor(most)), sinceMs: nowMs };
}

/** What one sender did with its share of a number in the last second: a sliding log. */
export interface Flow {
  /** Requests that WhatsApp has not answered yet: it may count them now as well as a moment ago. */
  readonly unanswered: number;
  /** When it answered, and when messages came in; the oldest first. */
  readonly answers: readonly number[];
  readonly heard: readonly number[];
  /** The quickest answer, forgotten slowly: what others took longer may be how much later they arrived. */
  readonly quickestMs: number;
  /** Of how many answers it is the quickest. */
  readonly timed: number;
  /** When the next send would go if all went evenly. */
  readonly evenMs: number;
}

export const noFlow: Flow = {
  ...{ unanswered: 0, answers: [], heard: [], quickestMs: Number.POSITIVE_INFINITY, timed: 0 },
  evenMs: Number.NEGATIVE_INFINITY,
};

// Reminders have time and go evenly. A few answers may go at once; for that, those after them wait.
const earlyMs = { answer: 150, reminder: 50 } as const;
// The way to WhatsApp may become longer: within a minute or so the quickest answer of the old way is forgotten.
const forgottenInMs = 60_000;
// Kept a little longer than it counts: a quicker answer tells that it counts longer.
const keptMs = 1.25 * withinMs;
// So long after one message came in others are expected.
const latelyMs = 3 * withinMs;

/**
 * What is left free while messages come in: of the log for those that come next, as they cannot be told to wait; and by
 * reminders for answers to them, as a full log lets nobody pass at once.
 */
export function reserve({ heard }: Flow, share: number, urgency: number, nowMs: number): number {
  const lately = heard.length - passed(heard, nowMs - latelyMs);
  if (lately === 0) return 0;
  const now = heard.length - passed(heard, nowMs - withinMs);
  const forNext = 2 + Math.ceil(now / 8);
  const wished = urgency === priorities.reminder ? forNext + Math.ceil(share / 20) : forNext;
  return Math.min(wished, Math.max(0, share - 1));
}

/** The earliest moment at which one more may be sent. Emergencies do not wait; the others make room for them. */
export function mayGoAt(flow: Flow, share: number, urgency: number, nowMs: number): number {
  if (urgency === priorities.emergency) return Number.NEGATIVE_INFINITY;
  const early = urgency === priorities.reminder ? earlyMs.reminder : earlyMs.answer;
  const room = share - reserve(flow, share, urgency, nowMs);
  return Math.max(roomAt(flow, room, nowMs), flow.evenMs - early);
}

/** When fewer than `most` will be left of what counts now; never, if too many have no answer yet. */
function roomAt(
  { unanswered, answers, heard, quickestMs, timed }: Flow,
  most: number,
  nowMs: number,
): number {
  const endsMs = withinMs + guardMs + unsureMs / Math.max(1, timed);
  // A request had arrived when its answer set out, and the quickest tells how long ago that was at least.
  let answer = passed(answers, nowMs - endsMs + quickestMs);
  let hearing = passed(heard, nowMs - endsMs);
  let counted = unanswered + answers.length - answer + heard.length - hearing;
  let atMs = Number.NEGATIVE_INFINITY;
  for (; counted >= most; counted--) {
    const arrivedMs = momentIn(answers, answer) - (answer < answers.length ? quickestMs : 0);
    const heardMs = momentIn(heard, hearing);
    atMs = Math.min(arrivedMs, heardMs) + endsMs;
    if (atMs === Number.POSITIVE_INFINITY) return atMs;
    if (arrivedMs <= heardMs) answer += 1;
    else hearing += 1;
  }
  return atMs;
}

function momentIn(moments: readonly number[], index: number): number {
  return moments[index] ?? Number.POSITIVE_INFINITY;
}

/** A request is made, by one who may make so many a second. */
export function sent(flow: Flow, most: number, nowMs: number): Flow {
  const evenly = Math.max(1, most - reserve(flow, most, priorities.reminder, nowMs));
  const evenMs = Math.max(flow.evenMs, nowMs) + 1_000 / evenly;
  return { ...flow, unanswered: flow.unanswered + 1, evenMs };
}

/** A request was answered, so it arrived before that. */
export function answered(flow: Flow, tookMs: number, nowMs: number): Flow {
  const { unanswered, answers, quickestMs, timed } = flow;
  const isQuickest = tookMs <= quickestMs;
  const forgotten = Math.min(1, (nowMs - (answers.at(-1) ?? nowMs)) / forgottenInMs);
  return {
    ...flow,
    unanswered: unanswered - 1,
    answers: [...answers.slice(passed(answers, nowMs - keptMs)), nowMs],
    quickestMs: isQuickest ? tookMs : quickestMs + (tookMs - quickestMs) * forgotten,
    timed: timed + 1,
  };
}

/** A message came in. */
export function cameIn(flow: Flow, nowMs: number): Flow {
  const { heard } = flow;
  return { ...flow, heard: [...heard.slice(passed(heard, nowMs - latelyMs)), nowMs] };
}

/** How many messages were counted in the last second. */
export function countedIn({ answers, heard }: Flow, nowMs: number): number {
  const before = nowMs - withinMs;
  return answers.length - passed(answers, before) + heard.length - passed(heard, before);
}

/** How many of the moments, the oldest first, are no later than that. */
function passed(moments: readonly number[], untilMs: number): number {
  let [low, high] = [0, moments.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((moments[middle] ?? untilMs) <= untilMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

const aheadMs = 250;
const leastAhead = 4;

/**
 * May one more be announced? Only so many as can be sent in the next moment, so that few fates are open after a
 * crash. Those that are less urgent do not count, as it passes them; emergencies always may.
 */
export function mayBeAnnounced(urgency: number, ahead: readonly number[], most: number): boolean {
  if (urgency === priorities.emergency) return true;
  const before = ahead.filter((other) => other <= urgency).length;
  return before < Math.max(leastAhead, (most * aheadMs) / 1_000);
}

// What was announced is not overtaken for longer than this: it was found to be so before.
const reminderWaitsMs = 1_000;

/** Of those that are announced, the lowest goes first. */
export function place(urgency: number, announcedMs: number): number {
  if (urgency === priorities.emergency) return Number.NEGATIVE_INFINITY;
  return announcedMs + (urgency === priorities.reminder ? reminderWaitsMs : 0);
}
