import { expect, test } from "vitest";
import { sampleIntent, sampleReminder } from "./intent.fixture.ts";
import { hearStatus } from "./status.ts";
import { afterUse } from "./undelivered.ts";

const noon = new Date("2026-11-26T12:00:00Z");
const hoursAfter = (hours: number) => new Date(noon.getTime() + hours * 3_600_000);
const reminder = sampleReminder({ startsAt: hoursAfter(10) });

test("what is held ends when it helps nobody, at the latest after a day", () => {
  const bounded = sampleIntent({ state: "held", expiresAt: hoursAfter(2) });
  expect(afterUse(bounded, hoursAfter(1.9))).toBeUndefined();
  expect(afterUse(bounded, hoursAfter(2))).toMatchObject({
    ...{ state: "expired", reason: "WhatsApp kept it until it was useless" },
  });
  const endless = sampleIntent({ state: "held", changedAt: noon });
  expect(afterUse(endless, hoursAfter(23))).toBeUndefined();
  expect(afterUse(endless, hoursAfter(24))?.state).toBe("expired");
});

test("a reminder that no phone has shown ends when its visit begins, an answer does not", () => {
  for (const state of ["accepted", "sent"] as const) {
    const sent = sampleIntent({ intentClass: "reminder", state, reminder, expiresAt: hoursAfter(8) });
    expect(afterUse(sent, hoursAfter(9))).toBeUndefined();
    expect(afterUse(sent, hoursAfter(10))?.reason).toBe("no phone showed it before the visit began");
    expect(afterUse(sampleIntent({ state }), hoursAfter(1_000))).toBeUndefined();
  }
  const shown = sampleIntent({ intentClass: "reminder", state: "delivered", reminder });
  expect(afterUse(shown, hoursAfter(11))).toBeUndefined();
});

test("a status that comes after the end settles it, the same as before does not", () => {
  const sent = hearStatus(sampleIntent({ state: "accepted", reminder }), { status: "sent", at: noon });
  const ended = sent && afterUse(sent, hoursAfter(10));
  expect(ended?.state).toBe("expired");
  const hear = (status: "sent" | "delivered") => ended && hearStatus(ended, { status, at: hoursAfter(11) });
  expect(hear("sent")).toBeUndefined();
  expect(hear("delivered")).toMatchObject({ state: "delivered", reason: "settled by a late status" });
});
