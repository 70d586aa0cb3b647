import { topics } from "@careline/contracts";
import { expect, test } from "vitest";
import { slotAt } from "../clinic.fixture.ts";
import type { House } from "../test-house.ts";

const slots = Array.from({ length: 10 }, (_, index) => {
  const minutes = 8 * 60 + index * 30;
  return slotAt(
    `2040-03-08T${String(Math.floor(minutes / 60)).padStart(2, "0")}:${index % 2 === 0 ? "00" : "30"}`,
  );
});

/** Many at once. */
export function crowdSuite(house: () => House): void {
  test("a thousand contacts who want ten times at once get exactly ten visits", async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 1_000 }, async (_, index) => {
        const contactId = `c${index}`;
        const holdId = await house().held(slots[index % slots.length] ?? "", contactId);
        return holdId === "taken" ? "taken" : (await house().bookHold(holdId, contactId)).kind;
      }),
    );
    const counts = Map.groupBy(outcomes, (outcome) => outcome);
    expect({ done: counts.get("done")?.length, taken: counts.get("taken")?.length }).toEqual({
      done: 10,
      taken: 990,
    });
    const visits = await house().store.collection("appointments").find().toArray();
    expect(new Set(visits.map((visit) => (visit["startsAt"] as Date).getTime())).size).toBe(10);
    expect(visits).toHaveLength(10);
    expect(await house().said(topics.appointmentChanged)).toHaveLength(10);
  }, 30_000);

  test("of those who hold the same time at once, one way or another, one gets it", async () => {
    const long = slotAt("2040-03-08T10:00", "long");
    const wishes = Array.from({ length: 40 }, (_, index) =>
      index % 2 === 0 ? long : slotAt("2040-03-08T10:30"),
    );
    const holds = await Promise.all(wishes.map((slot, index) => house().held(slot, `c${index}`)));
    expect(holds.filter((hold) => hold !== "taken")).toHaveLength(1);
  });
}
