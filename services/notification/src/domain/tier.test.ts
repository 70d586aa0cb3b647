import { expect, test } from "vitest";
import { openDay } from "./day.ts";
import { dayMs, dueWithinADay, type Reached, type Tier, tierGate, unknownTier } from "./tier.ts";

const noon = new Date("2026-11-26T12:00:00Z");
const minutesAfter = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);
const of = (limit: Tier["limit"]): Tier => ({ limit, cappedUntil: undefined });
const reached = (change: Partial<Reached> = {}): Reached => ({
  ...{ isAmong: false, count: 240, freesAt: minutesAfter(5) },
  ...change,
});

test("reminders have the whole day's room, what else is said leaves theirs", () => {
  expect(tierGate(of(250), reached({ count: 249 }), 0, noon).kind).toBe("send");
  expect(tierGate(of(250), reached({ count: 250 }), 0, noon).kind).toBe("wait");
  expect(tierGate(of(250), reached({ count: 239 }), 10, noon).kind).toBe("send");
  expect(tierGate(of(250), reached(), 10, noon)).toEqual({
    ...{ kind: "wait", until: minutesAfter(5) },
    reason: "held: WhatsApp lets the clinic write to 250 people a day, not more",
  });
});

test("it is looked again when somebody drops out, after a minute and within the hour, by all who wait at once", () => {
  const at = new Date("2026-11-26T12:10:20Z");
  const untilWith = (freesAt: Date | undefined) => {
    const verdict = tierGate(of(250), reached({ count: 250, freesAt }), 0, at);
    return verdict.kind === "wait" && verdict.until.toISOString().slice(11, 19);
  };
  expect(untilWith(noon)).toBe("12:11:00");
  expect(untilWith(undefined)).toBe("12:11:00");
  expect(untilWith(new Date("2026-11-26T12:30:07Z"))).toBe("12:30:07");
  expect(untilWith(minutesAfter(600))).toBe("13:00:00");
});

test("who was written to already costs nothing more; without a limit all go", () => {
  expect(tierGate(of(250), reached({ isAmong: true, count: 250 }), 10, noon).kind).toBe("send");
  for (const tier of [unknownTier, of("unlimited")])
    expect(tierGate(tier, reached({ count: 1_000_000 }), 10, noon).kind).toBe("send");
});

test("when WhatsApp says that it is too much nobody new is written to, whatever the limit was", () => {
  const capped = { limit: "unlimited", cappedUntil: minutesAfter(60) } as const;
  expect(tierGate(capped, reached(), 0, noon)).toMatchObject({ kind: "wait", until: minutesAfter(60) });
  expect(tierGate(capped, reached({ isAmong: true }), 0, noon).kind).toBe("send");
  expect(tierGate(capped, reached(), 0, minutesAfter(60)).kind).toBe("send");
});

test("a day drops who was written to 24 hours ago, and claims that came to nothing within a minute", () => {
  const day = openDay([{ contactId: "a", at: noon }]);
  day.claim("b", noon);
  day.claim("a", noon);
  expect(day.reached("b", noon)).toMatchObject({ isAmong: true, count: 2 });
  expect(day.reached("b", minutesAfter(1))).toMatchObject({ isAmong: false, count: 1 });
  day.keep("b", minutesAfter(1));
  const aDayLater = new Date(noon.getTime() + dayMs);
  expect(day.reached("b", aDayLater)).toMatchObject({ isAmong: true, count: 1 });
  day.keep("a", aDayLater);
  expect(day.reached("a", aDayLater).freesAt).toEqual(new Date(minutesAfter(1).getTime() + dayMs));
});

test("who falls due when somebody else has dropped out needs no more room than that", () => {
  const day = openDay([{ contactId: "a", at: minutesAfter(-600) }]);
  const due = (contactId: string, minutes: number) => ({
    contactId,
    fromMs: minutesAfter(minutes).getTime(),
  });
  expect(day.reserve([due("b", 60)], noon)).toBe(1);
  expect(day.reserve([due("b", 1_000)], noon)).toBe(0);
  // They are among them now, and will not be any more.
  expect(day.reserve([due("a", 1_000), due("b", 1_100)], noon)).toBe(1);
  expect(day.reserve([due("b", 60), due("b", 1_000), due("c", 60)], noon)).toBe(2);
});

test("a visit has its reminders three days and one day before, each as long as it may fall due", () => {
  const dueOf = (hours: number) =>
    dueWithinADay([{ contactId: "a", startsAt: minutesAfter(hours * 60) }], noon).map(
      ({ fromMs }) => (fromMs - noon.getTime()) / 3_600_000,
    );
  expect([97, 95, 62, 60, 49, 47, 1].map(dueOf)).toEqual([[], [23], [-10], [], [], [23], [-23]]);
});
