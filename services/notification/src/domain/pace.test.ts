import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { priorities } from "./intent.ts";
import { sampleIntent } from "./intent.fixture.ts";
import {
  answered,
  answersWhatCameInNow,
  cameIn,
  type Flow,
  fullPace,
  lowered,
  mayBeAnnounced,
  mayGoAt,
  mostNow,
  noFlow,
  pace,
  place,
  sent,
} from "./pace.ts";

const { emergency, reply, reminder } = priorities;

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
    nowMs = Math.max(nowMs, mayGoAt(flow, urgency));
    flow = answered(sent(flow, pace.most, nowMs), 0, nowMs);
    times.push(nowMs);
  }
  return { flow, times };
}

const within = (times: readonly number[], fromMs: number, forMs: number) =>
  times.filter((atMs) => atMs >= fromMs && atMs < fromMs + forMs).length;

test("reminders go evenly: a few at once, then their pace", () => {
  const { times } = drained(noFlow, reminder, 210, 0);
  expect(times.filter((atMs) => atMs === 0).length).toBeLessThanOrEqual(4);
  expect(within(times, 1_000, 1_000)).toBe(70);
  for (const atMs of times) expect(within(times, atMs, 100)).toBeLessThanOrEqual(11);
});

test("while reminders drain some answers go at once, and reminders make room for them", () => {
  const { flow } = drained(noFlow, reminder, 60, 0);
  const fromMs = mayGoAt(flow, reminder);
  const { flow: after, times } = drained(flow, reply, 7, fromMs);
  expect(times).toEqual(Array.from({ length: 7 }, () => fromMs));
  expect(mayGoAt(after, reminder)).toBeCloseTo(fromMs + 100);
});

test("what came in a moment ago takes its part of the second", () => {
  let { flow } = drained(noFlow, reminder, 70, 0);
  const nowMs = mayGoAt(flow, reminder);
  for (let each = 0; each < 20; each++) flow = cameIn(flow, nowMs);
  expect(mayGoAt(flow, reply)).toBeGreaterThan(nowMs + 100);
  expect(mayGoAt(flow, emergency)).toBeLessThan(nowMs);
});

const urgency = fc.constantFrom(reply, reply, reminder);
const many = { minLength: 100, maxLength: 200 };

property.prop([fc.array(fc.record({ afterMs: fc.nat(60), urgency, isHeard: fc.boolean() }), many)])(
  "no second has more sends than the limit leaves beside what came in by then",
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
      if (mayGoAt(flow, urgency) > nowMs) nowMs = mayGoAt(flow, urgency) + 0.001;
      flow = answered(sent(flow, pace.most, nowMs), 0, nowMs);
      moments.push(nowMs);
      expect(within(moments, nowMs - 999.999, 1_000)).toBeLessThanOrEqual(pace.inAndOut);
    }
  },
);

property.prop([fc.array(fc.record({ urgency, arrivesMs: fc.nat(300), answeredMs: fc.nat(100) }), many)])(
  "however long requests are on their way, no second that WhatsApp sees has too many",
  (asked) => {
    // The quickest possible takes 40 ms, of which it needs 20 to arrive.
    let flow = answered(sent(noFlow, pace.most, -2_000), 40, -1_960);
    let nowMs = 0;
    let open: { readonly sentMs: number; readonly endMs: number }[] = [];
    const arrived: number[] = [];
    for (const { urgency, arrivesMs, answeredMs } of asked) {
      for (let goMs = mayGoAt(flow, urgency); goMs > nowMs; goMs = mayGoAt(flow, urgency)) {
        nowMs = Math.min(goMs, ...open.map(({ endMs }) => endMs));
        const ended = open.filter(({ endMs }) => endMs <= nowMs).toSorted((a, b) => a.endMs - b.endMs);
        for (const { sentMs, endMs } of ended) flow = answered(flow, endMs - sentMs, endMs);
        open = open.filter(({ endMs }) => endMs > nowMs);
      }
      flow = sent(flow, pace.most, nowMs);
      arrived.push(nowMs + 20 + arrivesMs);
      open.push({ sentMs: nowMs, endMs: nowMs + 40 + arrivesMs + answeredMs });
    }
    // Less than a second by what was forgotten of the quickest.
    for (const atMs of arrived) expect(within(arrived, atMs, 960)).toBeLessThanOrEqual(pace.inAndOut);
  },
);

test("only the first answer to a new message counts what came in", () => {
  const { createdAt: at } = sampleIntent();
  expect(answersWhatCameInNow(sampleIntent(), at)).toBe(true);
  expect(answersWhatCameInNow(sampleIntent({ attempts: 1 }), at)).toBe(false);
  expect(answersWhatCameInNow(sampleIntent(), new Date(at.getTime() + 3_000))).toBe(false);
  expect(answersWhatCameInNow(sampleIntent({ windowOpenedAt: undefined }), at)).toBe(false);
});

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
  const slow = lowered(fullPace, 40, 10_000);
  expect(mostNow(slow, 10_000)).toBe(36);
  expect(lowered(slow, 0, 10_900)).toBe(slow);
  expect(lowered(fullPace, 0, 10_000).most).toBe(35);
  expect(lowered(fullPace, 90, 10_000).most).toBe(69);
});

test("it comes back carefully, then faster, up to its full pace", () => {
  const slow = lowered(fullPace, 0, 0);
  expect([1, 2, 3, 10, 15].map((second) => mostNow(slow, second * 1_000))).toEqual([36, 37, 38, 55, 70]);
  expect(mostNow(slow, 100_000)).toBe(pace.most);
});

test("however often it is asked, a number goes on", () => {
  let slow = fullPace;
  for (let second = 1; second < 20; second++) slow = lowered(slow, 0, second * 1_000);
  expect(mostNow(slow, 19_000)).toBeGreaterThanOrEqual(5);
});
