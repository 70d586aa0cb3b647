import { expect, test } from "vitest";
import { hold } from "./hold.ts";

const now = new Date("2026-11-26T12:00:00Z");
const startsAt = new Date("2026-11-27T09:00:00Z");
const later = new Date("2026-11-26T12:05:00Z");
const claim = (contactId: string, until: Date | undefined, appointmentId?: string) => ({
  contactId,
  until,
  appointmentId,
});

test("a free time is held for ten minutes", () => {
  expect(hold(startsAt, [], "ana", now)).toEqual({ kind: "held", until: new Date("2026-11-26T12:10:00Z") });
});

test("an operator may have times kept for longer or shorter", () => {
  expect(hold(startsAt, [], "ana", now, 90)).toEqual({
    kind: "held",
    until: new Date("2026-11-26T12:01:30Z"),
  });
});

test("a time held by someone else is taken until the hold lapses", () => {
  expect(hold(startsAt, [claim("ben", later)], "ana", now)).toEqual({ kind: "taken" });
  expect(hold(startsAt, [claim("ben", later)], "ana", later).kind).toBe("held");
});

test("one's own hold is extended, one's own visit is not a hold", () => {
  expect(hold(startsAt, [claim("ana", later)], "ana", now).kind).toBe("held");
  expect(hold(startsAt, [claim("ana", undefined, "visit")], "ana", now)).toEqual({ kind: "taken" });
});

test("a time that has begun cannot be held", () => {
  expect(hold(startsAt, [], "ana", startsAt)).toEqual({ kind: "past" });
});
