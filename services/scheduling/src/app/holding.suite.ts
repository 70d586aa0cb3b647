import { expect, test } from "vitest";
import { slotAt } from "../clinic.fixture.ts";
import { booked, type House, tenant } from "../test-house.ts";

const thursday = slotAt("2040-03-08T10:00");
const friday = slotAt("2040-03-09T10:00");
const minute = 60_000;

/** What a hold keeps, for how long, and against whom. */
export function holdingSuite(house: () => House): void {
  test("a held time is no longer offered, and taken for everybody else", async () => {
    await house().held(thursday, "ana");
    const wish = { visitTypeId: "checkup", practitionerId: "ruiz", limit: 50 };
    const { slots } = await house().list(tenant, { ...wish, from: new Date("2040-03-08T00:00:00Z") });
    expect(slots.map(({ startsAt }) => startsAt.toISOString())).not.toContain("2040-03-08T10:00:00.000Z");
    expect(slots.map(({ startsAt }) => startsAt.toISOString())).toContain("2040-03-08T10:30:00.000Z");
    expect(await house().held(thursday, "ben")).toBe("taken");
    expect(await house().held(slotAt("2040-03-08T09:30", "long"), "ben")).toBe("taken");
    expect(await house().held(slotAt("2040-03-08T10:00", "checkup", "soto"), "ben")).not.toBe("taken");
  });

  test("a hold ends on the minute, and somebody else may have the time then", async () => {
    const holdId = await house().held(thursday, "ana");
    house().clock.advance(10 * minute - 1);
    expect(await house().held(thursday, "ben")).toBe("taken");
    house().clock.advance(1);
    expect(await house().bookHold(holdId, "ana")).toEqual({ kind: "hold-expired" });
    expect(booked(await house().book(thursday, "ben")).contactId).toBe("ben");
    expect(await house().bookHold(holdId, "ana")).toEqual({ kind: "taken" });
  });

  test("what overlaps only a part of a lapsed hold can be held", async () => {
    await house().held(slotAt("2040-03-08T10:00", "long"), "ana");
    house().clock.advance(10 * minute);
    booked(await house().book(slotAt("2040-03-08T10:30"), "ben"));
    expect(await house().held(slotAt("2040-03-08T10:00", "long"), "ana")).toBe("taken");
    booked(await house().book(thursday, "ana"));
  });

  test("asking again extends one's own hold, which stays the same", async () => {
    const holdId = await house().held(thursday, "ana");
    house().clock.advance(9 * minute);
    expect(await house().held(thursday, "ana")).toBe(holdId);
    house().clock.advance(9 * minute);
    expect((await house().bookHold(holdId, "ana")).kind).toBe("done");
  });

  test("a contact holds one time: another one gives the first back", async () => {
    const first = await house().held(thursday, "ana");
    await house().held(friday, "ana");
    expect(await house().bookHold(first, "ana")).toEqual({ kind: "hold-expired" });
    expect((await house().book(thursday, "ben")).kind).toBe("done");
  });

  test("only its owner can use a hold or give it back", async () => {
    const holdId = await house().held(thursday, "ana");
    expect(await house().bookHold(holdId, "ben")).toEqual({ kind: "hold-expired" });
    await house().release(tenant, holdId, "ben");
    expect(await house().held(thursday, "ben")).toBe("taken");
    await house().release(tenant, holdId, "ana");
    expect(await house().held(thursday, "ben")).not.toBe("taken");
  });

  test("what the calendar does not offer cannot be held", async () => {
    for (const slot of [
      "no slot id",
      slotAt("2040-03-08T10:07"),
      slotAt("2040-03-10T10:00"),
      slotAt("2040-03-19T10:00"),
      slotAt("2040-03-08T10:00", "long", "soto"),
      slotAt("2040-03-08T10:00", "checkup", "nobody"),
    ])
      await expect(house().held(slot, "ana")).rejects.toMatchObject({ kind: "missing" });
    // It begins in half an hour, but a check-up wants to be booked an hour before.
    expect(await house().held(slotAt("2040-03-05T09:30"), "ana")).toBe("past");
    expect(await house().held(slotAt("2040-03-05T10:30"), "ana")).not.toBe("past");
  });
}
