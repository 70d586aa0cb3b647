import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { readSlotId, slotId } from "./slot-id.ts";
import { cells, overlaps } from "./slot.ts";

const at = (time: string) => new Date(`2026-11-26T${time}:00Z`);

test("a visit claims every cell that it touches, and no other", () => {
  expect(cells({ startsAt: at("09:00"), endsAt: at("09:15") })).toEqual(
    ["09:00", "09:05", "09:10"].map((time) => at(time).getTime()),
  );
  expect(cells({ startsAt: at("09:02"), endsAt: at("09:06") })).toHaveLength(2);
});

const minute = fc.integer({ min: 0, max: 600 });
const length = fc.integer({ min: 5, max: 120 });

property.prop([minute, length, minute, length])(
  "two visits overlap in time only if they share a cell",
  (startA, lengthA, startB, lengthB) => {
    const visit = (start: number, minutes: number) => ({
      startsAt: new Date(start * 60_000),
      endsAt: new Date((start + minutes) * 60_000),
    });
    const overlap = startA < startB + lengthB && startB < startA + lengthA;
    if (overlap) expect(overlaps(visit(startA, lengthA), new Set(cells(visit(startB, lengthB))))).toBe(true);
  },
);

property.prop([fc.string(), fc.string(), fc.integer({ min: 0, max: 60_000_000 })])(
  "a slot id tells its slot again and stays short enough for a list row",
  (practitionerId, visitTypeId, minutes) => {
    const startsAt = new Date(minutes * 60_000);
    const id = slotId({ practitionerId, visitTypeId, startsAt, endsAt: startsAt });
    expect(readSlotId(id)).toEqual({ practitionerId, visitTypeId, startsAt });
    expect(id).toMatch(/^[\w-]+$/);
  },
);

property.prop([fc.string()])("anything else is no slot id, and no error", (text) => {
  expect(() => readSlotId(text)).not.toThrow();
});
