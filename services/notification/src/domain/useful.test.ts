import { expect, test } from "vitest";
import { sampleIntent } from "./intent.fixture.ts";
import { putOff } from "./useful.ts";

const now = new Date("2026-11-26T12:00:00Z");
const at = (time: string) => new Date(`2026-11-26T${time}:00Z`);
const wait = { until: at("12:05"), reason: "contact not known yet" };

test("what waits keeps its reason once, however often it waits on", () => {
  const once = putOff(sampleIntent(), wait, now);
  const twice = putOff(once, { ...wait, until: at("12:10") }, at("12:05"));
  expect(twice).toMatchObject({ state: "planned", notBefore: at("12:10") });
  expect(twice.history).toHaveLength(1);
});

test("a wait beyond its use ends it now", () => {
  const expiring = sampleIntent({ expiresAt: at("12:05") });
  expect(putOff(expiring, wait, now)).toMatchObject({
    state: "expired",
    reason: "contact not known yet; later would be too late",
  });
  const closing = sampleIntent({ windowOpenedAt: new Date("2026-11-25T12:09:00Z") });
  expect(putOff(closing, wait, now).state).toBe("expired");
});

test("a reminder without an end of its own ends with its visit, and needs no window", () => {
  const zone = "Europe/Madrid";
  const visit = { appointmentId: "a", version: 1, clinicTimeZone: zone, patientTimeZone: zone };
  const reminder = (startsAt: Date) =>
    sampleIntent({
      ...{ intentClass: "reminder", windowOpenedAt: undefined },
      reminder: { ...visit, startsAt },
    });
  expect(putOff(reminder(at("12:04")), wait, now).state).toBe("expired");
  expect(putOff(reminder(at("12:06")), wait, now).state).toBe("planned");
});
