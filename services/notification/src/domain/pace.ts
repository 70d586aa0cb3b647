import { type Intent, priorities } from "./intent.ts";

/**
 * WhatsApp takes 80 messages a second of a number, in and out together. We send 70, and fewer when more comes in than
 * that leaves room for; four are left for what comes in unseen and for requests that the network brings together.
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

/** What a number did in the last second, sends and messages that came in, oldest first. */
export interface Flow {
  readonly moments: readonly number[];
  /** When the next send would go if all went evenly. */
  readonly evenMs: number;
}

export const noFlow: Flow = { moments: [], evenMs: Number.NEGATIVE_INFINITY };

// Reminders have time and go evenly. A few answers may go at once; for that, those after them wait.
const earlyMs = { answer: 150, reminder: 50 } as const;

/** The earliest moment at which one more may be sent. Emergencies do not wait; the others make room for them. */
export function mayGoAt({ moments, evenMs }: Flow, urgency: number): number {
  if (urgency === priorities.emergency) return Number.NEGATIVE_INFINITY;
  const before = moments[moments.length - pace.inAndOut] ?? Number.NEGATIVE_INFINITY;
  const early = urgency === priorities.reminder ? earlyMs.reminder : earlyMs.answer;
  return Math.max(before + pace.withinMs, evenMs - early);
}

/** One was sent. */
export function sent({ moments, evenMs }: Flow, most: number, nowMs: number): Flow {
  return { moments: [...recent(moments, nowMs), nowMs], evenMs: Math.max(evenMs, nowMs) + 1_000 / most };
}

/** One came in. */
export function cameIn({ moments, evenMs }: Flow, nowMs: number): Flow {
  return { moments: [...recent(moments, nowMs), nowMs], evenMs };
}

const recent = (moments: readonly number[], nowMs: number) =>
  moments.filter((atMs) => atMs > nowMs - pace.withinMs);

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
