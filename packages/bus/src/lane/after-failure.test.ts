import { Fault, type FaultKind } from "@careline/faults";
import { expect, test } from "vitest";
import { afterFailure, usualPausesMs } from "./after-failure.ts";

const pauses = [1, 20, 300];

test.each<FaultKind>(["invalid", "denied", "missing", "unreadable"])("%s is parked at once", (kind) => {
  expect(afterFailure(new Fault(kind, "no"), 1, pauses)).toEqual({ kind: "park", reason: `${kind}: no` });
});

test.each<FaultKind>(["conflict", "limited", "unavailable"])("%s is tried for ever, ever slower", (kind) => {
  const pausesMs = [1, 2, 3, 4, 1_000].map((tries) => afterFailure(new Fault(kind, "no"), tries, pauses));
  expect(pausesMs).toMatchObject([1, 20, 300, 300, 300].map((pauseMs) => ({ kind: "again", pauseMs })));
});

test("a fault that says when to come back is heeded", () => {
  const fault = new Fault("limited", "slow down", { retryAfterMs: 2_000 });
  expect(afterFailure(fault, 1, pauses)).toMatchObject({ pauseMs: 2_000 });
});

test("a bug gets one try more than there are pauses, and its text is not repeated", () => {
  const bug = new TypeError("cannot read the name of Ana");
  expect(afterFailure(bug, 3, pauses)).toEqual({ kind: "again", pauseMs: 300, reason: "TypeError" });
  expect(afterFailure(bug, 4, pauses)).toEqual({ kind: "park", reason: "TypeError" });
});

const driverError = (name: string, more: object = {}) =>
  Object.assign(new Error("connect ECONNREFUSED"), { name }, more);

test.each([
  driverError("MongoServerSelectionError"),
  driverError("MongoNetworkTimeoutError"),
  driverError("MongoServerError", { errorLabels: ["RetryableWriteError"] }),
  driverError("Error", { code: "EPIPE" }),
  driverError("MongoBulkWriteError", { errorResponse: driverError("MongoNetworkError") }),
])("a database that is away is no bug: $name is tried for ever", (error) => {
  expect(afterFailure(error, 1_000, pauses)).toEqual({ kind: "again", pauseMs: 300, reason: error.name });
});

test("what a database refuses is", () => {
  const duplicate = driverError("MongoServerError", { errorLabels: [], errorResponse: { code: 11_000 } });
  expect(afterFailure(duplicate, 4, pauses)).toMatchObject({ kind: "park" });
});

test("the usual tries of a bug take about half a minute", () => {
  const total = usualPausesMs.reduce((sum, pauseMs) => sum + pauseMs, 0);
  expect(total).toBeGreaterThan(25_000);
  expect(total).toBeLessThan(35_000);
});
