import { expect, test } from "vitest";
import { Fault, faultTable, handlingOf } from "./index.ts";

test("what cannot get better is refused or parked, what can is tried again", () => {
  const handlings = Object.entries(faultTable).map(([kind, { handling }]) => `${kind}: ${handling}`);
  expect(handlings).toEqual([
    "invalid: refuse",
    "denied: refuse",
    "missing: refuse",
    "conflict: retry",
    "limited: retry",
    "unavailable: retry",
    "unreadable: park",
  ]);
});

test("each kind is told apart on the wire and by HTTP", () => {
  const rows = Object.values(faultTable);
  expect(new Set(rows.map(({ grpcCode }) => grpcCode)).size).toBe(rows.length);
  expect(new Set(rows.map(({ httpStatus }) => httpStatus)).size).toBe(rows.length);
});

test("what is no fault is our bug and is tried again before it is parked", () => {
  expect(handlingOf(new TypeError("x"))).toBe("retry");
  expect(handlingOf("x")).toBe("retry");
  expect(handlingOf(new Fault("unreadable", "x"))).toBe("park");
});

test("a fault keeps its cause and how long to wait", () => {
  const cause = new Error("socket closed");
  const fault = new Fault("limited", "slow down", { retryAfterMs: 2_000, cause });
  expect(fault).toMatchObject({ name: "Fault", kind: "limited", retryAfterMs: 2_000, cause });
});
