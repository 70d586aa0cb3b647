import { expect, test } from "vitest";
import { openDay } from "./day.ts";
import { dayMs, dueWithinADay, remindedMs, tierGate } from "./tier.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const startMs = Date.UTC(2026, 10, 26);
const days = 4;

function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

interface Due {
  readonly contactId: string;
  readonly atMs: number;
  readonly expiresMs: number;
}

/** Visits of so many people a day, and a broadcast to 20,000 at the same time, half hour by half hour. */
function played(limit: number, visitsADay: number, seed: number, reserves = true) {
  const chance = chanceFrom(seed);
  const visits = Array.from({ length: visitsADay * (days + 3) }, (_, index) => ({
    contactId: `patient-${index}`,
    startsAt: new Date(startMs + chance() * (days + 3) * dayMs),
  }));
  const hoursBefore = (startsAt: Date, hours: number) => startsAt.getTime() - hours * hourMs;
  const due: Due[] = visits.flatMap(({ contactId, startsAt }) => [
    { contactId, atMs: hoursBefore(startsAt, 72), expiresMs: hoursBefore(startsAt, 25) },
    { contactId, atMs: hoursBefore(startsAt, 24), expiresMs: hoursBefore(startsAt, 2) },
  ]);
  const waiting = due.filter(({ atMs }) => atMs > startMs).toSorted((a, b) => a.atMs - b.atMs);
  const broadcast = Array.from({ length: 20_000 }, (_, index) => `reader-${index}`);
  const tier = { limit, cappedUntil: undefined };
  const day = openDay([]);
  const sent: { readonly contactId: string; readonly atMs: number }[] = [];
  let [onTime, late] = [0, 0];

  function trySend(contactId: string, now: Date, reserved: number): boolean {
    const verdict = tierGate(tier, day.reached(contactId, now), reserved, now);
    if (verdict.kind === "wait") return false;
    day.claim(contactId, now);
    day.keep(contactId, now);
    sent.push({ contactId, atMs: now.getTime() });
    return true;
  }

  for (let nowMs = startMs; nowMs < startMs + days * dayMs; nowMs += 30 * minuteMs) {
    const now = new Date(nowMs);
    const soon = visits.filter(({ startsAt }) => startsAt > now && startsAt.getTime() <= nowMs + remindedMs);
    const reserved = reserves ? day.reserve(dueWithinADay(soon, now), now) : 0;
    // The broadcast always tries first: it has the whole list ready.
    while (broadcast.length > 0 && trySend(broadcast.at(-1) ?? "", now, reserved)) broadcast.pop();
    for (let next = waiting[0]; next !== undefined && next.atMs <= nowMs; next = waiting[0]) {
      if (next.expiresMs <= nowMs) late += 1;
      else if (trySend(next.contactId, now, 0)) onTime += 1;
      else break;
      waiting.shift();
    }
  }
  return {
    sent,
    onTime,
    late,
    readers: sent.filter(({ contactId }) => contactId.startsWith("reader")).length,
  };
}

/** The most people in any 24 hours, wherever they begin. */
function mostInAnyDay(sent: readonly { readonly contactId: string; readonly atMs: number }[]): number {
  const counts = new Map<string, number>();
  let [first, most] = [0, 0];
  for (const { contactId, atMs } of sent) {
    counts.set(contactId, (counts.get(contactId) ?? 0) + 1);
    for (let old = sent[first]; old !== undefined && old.atMs <= atMs - dayMs; old = sent[++first]) {
      const left = (counts.get(old.contactId) ?? 1) - 1;
      if (left === 0) counts.delete(old.contactId);
      else counts.set(old.contactId, left);
    }
    most = Math.max(most, counts.size);
  }
  return most;
}

test.each([
  [250, 60, 1],
  [250, 100, 2],
  [2_000, 400, 3],
  [2_000, 800, 4],
])(
  "a tier of %i and %i visits a day under a broadcast of 20,000: never beyond it, every reminder on time (seed %i)",
  (limit, visitsADay, seed) => {
    const { sent, onTime, late, readers } = played(limit, visitsADay, seed);
    expect(mostInAnyDay(sent)).toBeLessThanOrEqual(limit);
    expect(late).toBe(0);
    expect(onTime).toBeGreaterThan(visitsADay * days);
    // The broadcast has nearly all that reminders leave: two of each visit.
    expect(readers).toBeGreaterThan((limit - 2.6 * visitsADay) * (days - 1));
  },
);

test("without a reserve the broadcast takes it all, and reminders are late", () => {
  expect(played(250, 100, 2, false).late).toBeGreaterThan(100);
});
