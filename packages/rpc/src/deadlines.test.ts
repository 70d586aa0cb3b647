import { setTimeout as pause } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { ConsentDecision } from "@careline/contracts/compliance/v1/events";
import { type Call, timeFor } from "./call.ts";
import { refusal } from "./admit.ts";
import { asked, consentsAt, serveConsents, tenant, tls } from "./test-house.ts";

const granted = { decision: ConsentDecision.GRANTED, record: undefined };

// Machines that run tests are slow at times.
const patience = { timeout: 10_000 };

test("a call ends when its time is over, and its handler is told", async () => {
  let seen: Call | undefined;
  const checkConsent = async (_: unknown, call: Call) => {
    seen = call;
    await pause(60_000, undefined, { signal: call.signal });
    return granted;
  };
  const bugs: unknown[] = [];
  const { address } = await serveConsents({ checkConsent }, { onBug: (bug) => bugs.push(bug) });
  const consents = consentsAt(address);
  await consents.listConsents({ contactId: "c1" }, tenant);
  const startedAt = Date.now();
  const call = consents.checkConsent(asked, { ...tenant, deadlineMs: 150 });
  await expect(call).rejects.toMatchObject({ kind: "unavailable" });
  expect(Date.now() - startedAt).toBeLessThan(10_000);
  await vi.waitFor(() => expect(seen?.signal.aborted).toBe(true), patience);
  expect(bugs, "giving up in time is no bug").toEqual([]);
});

test("where nothing is said a call has two seconds", async () => {
  let seen: Call | undefined;
  const checkConsent = async (_: unknown, call: Call) => ((seen = call), granted);
  const { address } = await serveConsents({ checkConsent });
  const askedAt = Date.now();
  await consentsAt(address).checkConsent(asked, tenant);
  const leftMs = (seen?.deadline.getTime() ?? 0) - askedAt;
  expect(leftMs).toBeGreaterThan(1_500);
  expect(leftMs).toBeLessThan(10_000);
});

test("a call inside a handler keeps its request id and ends before the call around it, less a tenth", async () => {
  const seen: Call[] = [];
  const inner = await serveConsents({ checkConsent: async (_, call) => (seen.push(call), granted) });
  const next = consentsAt(inner.address, { tls: tls("scheduling"), deadlineMs: 600_000 });
  const outer = await serveConsents({
    checkConsent: async (request, call) => (seen.push(call), next.checkConsent(request, tenant)),
  });
  await consentsAt(outer.address).checkConsent(asked, { ...tenant, requestId: "r1", deadlineMs: 60_000 });
  const [first, second] = seen;
  expect(second).toMatchObject({ caller: "scheduling", requestId: "r1", tenantId: "clinic_one" });
  const earlierMs = (first?.deadline.getTime() ?? 0) - (second?.deadline.getTime() ?? 0);
  expect(earlierMs).toBeGreaterThan(3_000);
  expect(earlierMs).toBeLessThan(9_000);
});

test("a call inside a handler is given up when the caller around it goes", async () => {
  let innerSignal: AbortSignal | undefined;
  const inner = await serveConsents({
    checkConsent: async (_, { signal }) => {
      innerSignal = signal;
      await pause(60_000, undefined, { signal });
      return granted;
    },
  });
  const next = consentsAt(inner.address, { tls: tls("scheduling"), deadlineMs: 60_000 });
  const outer = await serveConsents({ checkConsent: (request) => next.checkConsent(request, tenant) });

  const call = consentsAt(outer.address).checkConsent(asked, { ...tenant, deadlineMs: 60_000 });
  await vi.waitFor(() => expect(innerSignal?.aborted).toBe(false), patience);
  await Promise.all([outer.stop(), expect(call).rejects.toMatchObject({ kind: "unavailable" })]);
  await vi.waitFor(() => expect(innerSignal?.aborted).toBe(true), patience);
});

test("the time for a call is what was asked, at most nine tenths of what is left", () => {
  const outer = { deadline: new Date(10_000) };
  expect(timeFor(500, undefined, 0)).toBe(500);
  expect(timeFor(500, outer, 0)).toBe(500);
  expect(timeFor(20_000, outer, 0)).toBe(9_000);
  expect(() => timeFor(500, outer, 10_000)).toThrow("no time left");
});

test("work whose deadline has passed is not begun", () => {
  const late = { method: "checkConsent", caller: "gateway", tenantId: "t", deadlineMs: 1_000, inFlight: 0 };
  expect(refusal(late, ["gateway"], 1, 1_000)).toMatchObject({ kind: "unavailable" });
  expect(refusal(late, ["gateway"], 1, 999)).toBeUndefined();
});
