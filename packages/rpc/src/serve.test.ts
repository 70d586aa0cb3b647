import { setTimeout as pause } from "node:timers/promises";
import { HealthDefinition } from "nice-grpc-server-health";
import { expect, onTestFinished, test, vi } from "vitest";
import { Fault } from "@careline/faults";
import { ConsentDecision } from "@careline/contracts/compliance/v1/events";
import { client } from "./client.ts";
import { asked, consentsAt, serveConsents, tenant, tls, wireTo } from "./test-house.ts";

const granted = { decision: ConsentDecision.GRANTED, record: undefined };

// Machines that run tests are slow at times.
const patience = { timeout: 10_000 };

test("a call arrives with its request, tenant, caller and request id, and its answer comes back", async () => {
  const seen: unknown[] = [];
  const checkConsent = async (...all: unknown[]) => (seen.push(all), granted);
  const { address } = await serveConsents({ checkConsent });
  const answer = await consentsAt(address).checkConsent(asked, { ...tenant, requestId: "r1" });
  expect(answer).toEqual(granted);
  expect(seen).toMatchObject([[asked, { tenantId: "clinic_one", caller: "gateway", requestId: "r1" }]]);
});

test("one call more than the cap is refused as limited; a place that is free again is given", async () => {
  let finish = () => {};
  const finished = new Promise<void>((resolve) => (finish = resolve));
  let begun = 0;
  const checkConsent = async () => {
    begun += 1;
    await finished;
    return granted;
  };
  const { address } = await serveConsents({ checkConsent }, { maxInFlight: 2 });
  const consents = consentsAt(address);
  const two = [consents.checkConsent(asked, tenant), consents.checkConsent(asked, tenant)];
  await vi.waitFor(() => expect(begun).toBe(2), patience);
  await expect(consents.checkConsent(asked, tenant)).rejects.toMatchObject({
    kind: "limited",
    retryAfterMs: 100,
  });
  finish();
  await Promise.all(two);
  await expect(consents.checkConsent(asked, tenant)).resolves.toEqual(granted);
});

test("a stop lets the call in hand finish, and takes no other", async () => {
  let begun = false;
  const checkConsent = async () => {
    begun = true;
    await pause(200);
    return granted;
  };
  const serving = await serveConsents({ checkConsent }, { graceMs: 5_000 });
  const consents = consentsAt(serving.address);
  const inHand = consents.checkConsent(asked, tenant);
  await vi.waitFor(() => expect(begun).toBe(true), patience);
  const stopped = serving.stop();
  await pause(20);
  await expect(consents.checkConsent(asked, tenant)).rejects.toMatchObject({ kind: "unavailable" });
  await expect(inHand).resolves.toEqual(granted);
  await stopped;
});

test("a stop cuts off what does not finish in time", async () => {
  let begun = false;
  const checkConsent = () => ((begun = true), new Promise<never>(() => {}));
  const serving = await serveConsents({ checkConsent }, { graceMs: 100 });
  const inHand = consentsAt(serving.address).checkConsent(asked, tenant);
  await vi.waitFor(() => expect(begun).toBe(true), patience);
  const startedAt = Date.now();
  await Promise.all([serving.stop(), expect(inHand).rejects.toMatchObject({ kind: "unavailable" })]);
  expect(Date.now() - startedAt).toBeLessThan(10_000);
});

test("a client finds its server again after a restart", async () => {
  const first = await serveConsents();
  const consents = consentsAt(first.address);
  await consents.checkConsent(asked, tenant);
  await first.stop();
  await expect(consents.checkConsent(asked, tenant)).rejects.toMatchObject({ kind: "unavailable" });
  await serveConsents({}, { address: first.address });
  await vi.waitFor(() => expect(consents.checkConsent(asked, tenant)).resolves.toEqual(granted), {
    timeout: 3_000,
    interval: 100,
  });
});

test("a closed client makes no call", async () => {
  const { address } = await serveConsents();
  const consents = consentsAt(address);
  consents.close();
  await expect(consents.checkConsent(asked, tenant)).rejects.toThrow("shut down");
});

test("a connection that fell silent is replaced after a few missed deadlines", async () => {
  const { address } = await serveConsents();
  const wire = await wireTo(address);
  const consents = consentsAt(wire.address, { deadlineMs: 150 });
  await consents.checkConsent(asked, { ...tenant, deadlineMs: 2_000 });
  wire.silence();
  for (let missed = 0; missed < 3; missed += 1)
    await expect(consents.checkConsent(asked, tenant)).rejects.toMatchObject({ kind: "unavailable" });
  await expect(consents.checkConsent(asked, { ...tenant, deadlineMs: 2_000 })).resolves.toEqual(granted);
});

test("a method marked idempotent is tried again when the server was away; no other is", async () => {
  const tries = { check: 0, record: 0 };
  const away = () => Promise.reject(new Fault("unavailable", "restarting"));
  const { address } = await serveConsents({
    checkConsent: () => ((tries.check += 1) < 3 ? away() : Promise.resolve(granted)),
    recordConsent: () => ((tries.record += 1), away()),
  });
  const consents = consentsAt(address, { idempotent: ["checkConsent"] });
  await expect(consents.checkConsent(asked, tenant)).resolves.toEqual(granted);
  const record = { ...asked, idempotencyKey: "k", decision: ConsentDecision.GRANTED, wordingVersion: "1" };
  const more = { source: "whatsapp", sourceMessageRef: "m", at: undefined };
  await expect(consents.recordConsent({ ...record, ...more }, tenant)).rejects.toMatchObject({
    kind: "unavailable",
  });
  expect(tries).toEqual({ check: 3, record: 1 });
});

test("health answers a peer without a tenant, by what the server says of itself", async () => {
  let ready = true;
  const isReady = async () => ready;
  const { address } = await serveConsents({}, { isReady, allow: [] });
  const health = client(HealthDefinition, { address, tls: tls("gateway"), server: "compliance" });
  onTestFinished(() => health.close());
  const ask = (service: string) => health.check({ service }, { tenantId: "" });
  expect(await ask("")).toEqual({ status: 1 });
  ready = false;
  expect(await ask("careline.compliance.v1.ConsentService")).toEqual({ status: 2 });
  await expect(ask("careline.other.v1.OtherService")).rejects.toMatchObject({ kind: "missing" });
});
