import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { priorities } from "./intent.ts";
import {
  answered,
  cameIn,
  type Flow,
  fullPace,
  lowered,
  mayBeAnnounced,
  mayGoAt,
  mostNow,
  noFlow,
  place,
  reserve,
  sent,
} from "./pace.ts";

const { emergency, reply, reminder } = priorities;
const share = 80;

/** When so many go that are all ready at a moment, one after the other. */
function drained(
  from: Flow,
  urgency: number,
  count: number,
  fromMs: number,
): { flow: Flow; times: number[] } {
  let flow = from;
  const times: number[] = [];
  for (let nowMs = fromMs; times.length < count;) {
    nowMs = Math.max(nowMs, mayGoAt(flow, share, urgency, nowMs));
    flow = answered(sent(flow, share, nowMs), 0, nowMs);
    times.push(nowMs);
  }
  return { flow, times };
}

const within = (times: readonly number[], fromMs: number, forMs: number) =>
  times.filter((atMs) => atMs >= fromMs && atMs < fromMs + forMs).length;

test("reminders go evenly: a few at once, then their pace", () => {
  const { times } = drained(noFlow, reminder, 240, 0);
  expect(times.filter((atMs) => atMs === 0).length).toBeLessThanOrEqual(5);
  expect(within(times, 1_001, 1_001)).toBe(80);
  for (const atMs of times) expect(within(times, atMs, 100)).toBeLessThanOrEqual(13);
});

test("while reminders drain some answers go at once, and reminders make room for them", () => {
  const { flow } = drained(noFlow, reminder, 60, 0);
  const fromMs = mayGoAt(flow, share, reminder, 0);
  const { flow: after, times } = drained(flow, reply, 8, fromMs);
  expect(times).toEqual(Array.from({ length: 8 }, () => fromMs));
  expect(mayGoAt(after, share, reminder, fromMs)).toBeCloseTo(fromMs + 100);
});

test("what came in a moment ago takes its part of the second", () => {
  let { flow } = drained(noFlow, reminder, 70, 0);
  const nowMs = mayGoAt(flow, share, reminder, 0);
  for (let each = 0; each < 20; each++) flow = cameIn(flow, nowMs);
  expect(mayGoAt(flow, share, reply, nowMs)).toBeGreaterThan(nowMs + 100);
  expect(mayGoAt(flow, share, emergency, nowMs)).toBeLessThan(nowMs);
});

test("while messages come in, room is left for the next ones, and by reminders for answers; else none is", () => {
  let flow = noFlow;
  const left = (nowMs: number) => [reply, reminder].map((each) => reserve(flow, share, each, nowMs));
  expect(left(0)).toEqual([0, 0]);
  flow = cameIn(flow, 0);
  expect(left(0)).toEqual([3, 7]);
  for (let each = 0; each < 39; each++) flow = cameIn(flow, each);
  expect(left(40)).toEqual([7, 11]);
  expect(left(1_100)).toEqual([2, 6]);
  expect(left(3_100)).toEqual([0, 0]);
});

test("with no share nothing goes but an emergency", () => {
  expect(mayGoAt(noFlow, 0, reply, 0)).toBe(Number.POSITIVE_INFINITY);
  expect(mayGoAt(cameIn(noFlow, 0), 0, reply, 0)).toBe(Number.POSITIVE_INFINITY);
  expect(mayGoAt(noFlow, 0, emergency, 0)).toBe(Number.NEGATIVE_INFINITY);
});

const urgency = fc.constantFrom(reply, reply, reminder);
const many = { minLength: 100, maxLength: 200 };

property.prop([fc.array(fc.record({ afterMs: fc.nat(60), urgency, isHeard: fc.boolean() }), many)])(
  "no second that ends with a send has more than the share, in and out",
  (asked) => {
    let flow = noFlow;
    let nowMs = 0;
    const moments: number[] = [];
    for (const { afterMs, urgency, isHeard } of asked) {
      nowMs += Math.max(0, afterMs - 50);
      if (isHeard) {
        flow = cameIn(flow, nowMs);
        moments.push(nowMs);
      }
      // What adding to a fraction loses is no time.
      const may = () => mayGoAt(flow, share, urgency, nowMs);
      for (let goMs = may(); goMs > nowMs; goMs = may()) nowMs = goMs + 0.001;
      flow = answered(sent(flow, share, nowMs), 0, nowMs);
      moments.push(nowMs);
      expect(within(moments, nowMs - 999.999, 1_000)).toBeLessThanOrEqual(share);
    }
  },
);

property.prop([fc.array(fc.record({ urgency, arrivesMs: fc.nat(300), answeredMs: fc.nat(100) }), many)])(
  "however long requests are on their way, no second that WhatsApp sees has too many",
  (asked) => {
    // The quickest possible takes 40 ms, of which it needs 20 to arrive.
    let flow = answered(sent(noFlow, share, -2_000), 40, -1_960);
    let nowMs = 0;
    let open: { readonly sentMs: number; readonly endMs: number }[] = [];
    const arrived: number[] = [];
    for (const { urgency, arrivesMs, answeredMs } of asked) {
      const may = () => mayGoAt(flow, share, urgency, nowMs);
      for (let goMs = may(); goMs > nowMs; goMs = may()) {
        nowMs = Math.min(goMs, ...open.map(({ endMs }) => endMs));
        const ended = open.filter(({ endMs }) => endMs <= nowMs).toSorted((a, b) => a.endMs - b.endMs);
        for (const { sentMs, endMs } of ended) flow = answered(flow, endMs - sentMs, endMs);
        open = open.filter(({ endMs }) => endMs > nowMs);
      }
      flow = sent(flow, share, nowMs);
      arrived.push(nowMs + 20 + arrivesMs);
      open.push({ sentMs: nowMs, endMs: nowMs + 40 + arrivesMs + answeredMs });
    }
    // Less than a second by what was forgotten of the quickest.
    for (const atMs of arrived) expect(within(arrived, atMs, 960)).toBeLessThanOrEqual(share);
  },
);

test("no more is announced than can be sent in the next moment; reminders in hand hold up no answer", () => {
  const ahead = Array.from({ length: 18 }, () => reminder);
  expect(mayBeAnnounced(reminder, ahead.slice(1), 70)).toBe(true);
  expect(mayBeAnnounced(reminder, ahead, 70)).toBe(false);
  expect(mayBeAnnounced(reply, ahead, 70)).toBe(true);
  const answers = ahead.map(() => reply);
  expect([emergency, reply, reminder].map((urgency) => mayBeAnnounced(urgency, answers, 70))).toEqual([
    ...[true, false, false],
  ]);
  expect(mayBeAnnounced(reply, ahead.slice(0, 3), 5)).toBe(true);
});

test("emergencies go first, answers before reminders, but not before one that was announced long ago", () => {
  const inOrder = [
    place(emergency, 5_000),
    place(reminder, 3_000),
    place(reply, 4_500),
    place(reminder, 4_000),
  ];
  expect(inOrder.toSorted((a, b) => a - b)).toEqual(inOrder);
});

test("asked to go slower it goes a little slower than what was taken, once a burst", () => {
  const slow = lowered(fullPace, share, 40, 10_000);
  expect(mostNow(slow, share, 10_000)).toBe(40);
  expect(lowered(slow, share, 0, 10_900)).toBe(slow);
  expect(lowered(fullPace, share, 60, 10_000).most).toBe(54);
  expect(lowered(fullPace, share, 0, 10_000).most).toBe(40);
  expect(lowered(fullPace, share, 90, 10_000).most).toBe(79);
});

test("it comes back carefully, then faster, up to its full pace, of a large share in the same time", () => {
  const back = (of: number) => {
    const slow = lowered(fullPace, of, 0, 0);
    return [1, 2, 3, 10, 16].map((second) => mostNow(slow, of, second * 1_000));
  };
  expect(back(share)).toEqual([41, 42, 43, 60, 80]);
  expect(back(1_000)).toEqual([513, 530, 548, 750, 1_000]);
  expect(mostNow(lowered(fullPace, share, 0, 0), share, 100_000)).toBe(share);
});

test("however often it is asked, a number goes on", () => {
  let slow = fullPace;
  for (let second = 1; second < 20; second++) slow = lowered(slow, share, 0, second * 1_000);
  expect(mostNow(slow, share, 19_000)).toBeGreaterThanOrEqual(5);
});
