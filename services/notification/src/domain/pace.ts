import { type Intent, priorities } from "./intent.ts";

/**
 * WhatsApp takes 80 messages a second of a number, in and out together. We send 70, and fewer when more comes in than
 * that leaves room for; four are left for what comes in unseen, or is seen a little late.
 */
export const pace = { most: 70, inAndOut: 76, withinMs: 1_000 } as const;

/** How fast a number goes since WhatsApp last asked it to go slower. */
export interface Pace {
  readonly most: number;
  readonly sinceMs: number;
}

export const fullPace: Pace = { most: pace.most, sinceMs: Number.NEGATIVE_INFINITY };

const slowest = 5;
const ofWhatWasTaken = 0.9;

/** It comes back carefully at first, to find what is allowed by few refusals, and then faster. */
export function mostNow({ most, sinceMs }: Pace, nowMs: number): number {
  const seconds = (nowMs - sinceMs) / 1_000;
  return Math.min(pace.most, most + Math.floor(seconds + seconds ** 2 / 10));
}

/**
 * Asked to go slower, it goes a little slower than WhatsApp took sends in the last second: that is what is allowed.
 * One step is a half at most. Refusals within a second are of one burst, and lower it once.
 */
export function lowered(before: Pace, taken: number, nowMs: number): Pace {
  if (nowMs - before.sinceMs < 1_000) return before;
  const now = mostNow(before, nowMs);
  const most = Math.min(now - 1, Math.max(now / 2, taken * ofWhatWasTaken));
  return { most: Math.max(slowest, Math.floor(most)), sinceMs: nowMs };
}

/** What a number did in the last second. */
export interface Flow {
  /** Requests that WhatsApp has not answered yet: it may count them now as well as a moment ago. */
  readonly unanswered: number;
  /** When WhatsApp counted a send at the latest, or when a message came in; the oldest first. */
  readonly moments: readonly number[];
  /** The quickest answer, forgotten slowly: what others took longer may be how much later they arrived. */
  readonly quickestMs: number;
  /** When the next send would go if all went evenly. */
  readonly evenMs: number;
}

export const noFlow: Flow = {
  ...{ unanswered: 0, moments: [], quickestMs: Number.POSITIVE_INFINITY },
  evenMs: Number.NEGATIVE_INFINITY,
};

// Reminders have time and go evenly. A few answers may go at once; for that, those after them wait.
const earlyMs = { answer: 150, reminder: 50 } as const;
const forgotten = 0.001;

/** The earliest moment at which one more may be sent. Emergencies do not wait; the others make room for them. */
export function mayGoAt({ unanswered, moments, evenMs }: Flow, urgency: number): number {
  if (urgency === priorities.emergency) return Number.NEGATIVE_INFINITY;
  const early = urgency === priorities.reminder ? earlyMs.reminder : earlyMs.answer;
  const tooMany = unanswered + moments.length - pace.inAndOut;
  if (tooMany < 0) return evenMs - early;
  const last = moments[tooMany];
  return last === undefined ? Number.POSITIVE_INFINITY : Math.max(last + pace.withinMs, evenMs - early);
}

/** A request is made. */
export function sent(flow: Flow, most: number, nowMs: number): Flow {
  const evenMs = Math.max(flow.evenMs, nowMs) + 1_000 / most;
  return { ...flow, unanswered: flow.unanswered + 1, evenMs };
}

/** A request was answered, so it arrived before that. */
export function answered(flow: Flow, tookMs: number, nowMs: number): Flow {
  const { quickestMs } = flow;
  const isQuickest = tookMs <= quickestMs;
  const next = isQuickest ? tookMs : quickestMs + (tookMs - quickestMs) * forgotten;
  const { moments } = counted(flow, nowMs - next, nowMs);
  return { ...flow, unanswered: flow.unanswered - 1, moments, quickestMs: next };
}

/** A message came in. */
export function cameIn(flow: Flow, nowMs: number): Flow {
  return counted(flow, nowMs, nowMs);
}

function counted(flow: Flow, atMs: number, nowMs: number): Flow {
  const recent = flow.moments.filter((each) => each > nowMs - pace.withinMs);
  return { ...flow, moments: [...recent, atMs].sort((a, b) => a - b) };
}

// From WhatsApp, whose clock knows seconds, through the house to here.
const onItsWayMs = 3_000;

/** What comes in is not seen here, but what answers it is: the first time, a moment later. */
export function answersWhatCameInNow({ windowOpenedAt, attempts }: Intent, now: Date): boolean {
  return (
    windowOpenedAt !== undefined && attempts === 0 && now.getTime() - windowOpenedAt.getTime() < onItsWayMs
  );
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
