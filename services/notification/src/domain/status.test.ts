import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { sampleIntent } from "./intent.fixture.ts";
import { takenAsNotSent } from "./silence.ts";
import { type Heard, hearStatus, saidTwice } from "./status.ts";

const at = new Date("2026-11-26T12:01:00Z");
const failed: Heard = { status: "failed", at, errorCode: 131_026, reason: "Message undeliverable" };
const heard = (status: "sent" | "delivered" | "read"): Heard => ({ status, at });
const ranks = ["accepted", "sent", "delivered", "read"];

property.prop([fc.array(fc.constantFrom(...(["sent", "delivered", "read"] as const)), { minLength: 1 })])(
  "in any order and however often, the furthest status counts",
  (statuses) => {
    let intent = sampleIntent({ state: "accepted" });
    for (const status of statuses) intent = hearStatus(intent, heard(status)) ?? intent;
    const furthest = Math.max(...statuses.map((status) => ranks.indexOf(status)));
    expect(intent.state).toBe(ranks[furthest]);
  },
);

test("a status settles what a crash left open", () => {
  for (const state of ["uncertain", "submitting"] as const)
    expect(hearStatus(sampleIntent({ state }), heard("delivered"))?.state).toBe("delivered");
});

test("a failure counts until a phone showed the message", () => {
  expect(hearStatus(sampleIntent({ state: "sent" }), failed)).toMatchObject({
    state: "failed",
    errorCode: 131_026,
  });
  expect(hearStatus(sampleIntent({ state: "delivered" }), failed)).toBeUndefined();
  expect(hearStatus(sampleIntent({ state: "failed" }), heard("sent"))).toBeUndefined();
  expect(hearStatus(sampleIntent({ state: "failed" }), heard("delivered"))?.state).toBe("delivered");
});

test("the same status again is no news", () => {
  expect(hearStatus(sampleIntent({ state: "read" }), heard("read"))).toBeUndefined();
});

test("a status while it is said again may be of either try, and says so", () => {
  const history = [{ state: "planned", at, reason: takenAsNotSent }] as const;
  const again = hearStatus(sampleIntent({ state: "submitting", attempts: 2, history }), heard("sent"));
  expect(again).toMatchObject({
    state: "sent",
    reason: "settled by its status, of this try or of one before",
  });
});

test("what became two messages says so once, and keeps its tick", () => {
  const once = saidTwice(sampleIntent({ state: "delivered" }));
  expect(once).toMatchObject({ state: "delivered", reason: expect.stringMatching(/^said twice: /) });
  expect(saidTwice(once)).toBe(once);
});

test("what WhatsApp holds is let go, or dropped", () => {
  const held = sampleIntent({ state: "held" });
  expect(hearStatus(held, heard("sent"))?.state).toBe("sent");
  const dropped: Heard = { ...failed, errorCode: 132_015 };
  expect(hearStatus(held, dropped)).toMatchObject({ state: "failed", errorCode: 132_015 });
});

test("what it was charged as is kept from the status that tells it", () => {
  const price = { category: "utility", type: "regular" };
  const sent = hearStatus(sampleIntent({ state: "accepted" }), { status: "sent", at, price });
  expect(sent?.price).toEqual(price);
  expect(sent && hearStatus(sent, heard("read"))?.price).toEqual(price);
});
