import { outgoing } from "@careline/bus";
import { auditRecorded, topics } from "@careline/contracts";
import { ConsentDecision } from "@careline/contracts/compliance/v1/events";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { runVerify } from "../verify/run-verify.fixture.ts";
import { startService } from "./running-service.fixture.ts";

const patience = { timeout: 15_000, interval: 100 };
const north = { tenantId: "north", deadlineMs: 5_000 };
const south = { ...north, tenantId: "south" };
const request = {
  idempotencyKey: "k1",
  contactId: "ana",
  purpose: "care",
  decision: ConsentDecision.GRANTED,
  wordingVersion: "2026-11",
  source: "whatsapp",
  sourceMessageRef: "ref",
  at: undefined,
};
const erasure = {
  idempotencyKey: "e1",
  subjectId: "ana",
  classes: [],
  reason: "patient-request",
  staffId: "s1",
};
const asked = { contactId: "ana", purpose: "care" };

/** The whole service, over wires, on whatever MongoDB lies at `uri`. */
export function serviceSuite(uri: string): void {
  let house: Awaited<ReturnType<typeof startService>>;
  beforeAll(async () => {
    house = await startService(uri);
  }, 20_000);
  afterAll(() => house.stop());
  const consent = () => house.as.conversation.consent;

  test("consents of two clinics in turn make two logs, each without a hole, that verify offline", async () => {
    for (let turn = 1; turn <= 6; turn += 1)
      for (const tenant of turn % 3 === 0 ? [north] : [north, south])
        await consent().recordConsent(
          { ...request, idempotencyKey: `turn-${turn}`, contactId: `c${turn}` },
          tenant,
        );
    await vi.waitFor(async () => {
      const { said, code } = await runVerify(house.published);
      expect(said).toContain("north: 6 entries of 1 producers");
      expect(said).toContain("south: 4 entries of 1 producers");
      expect(code).toBe(0);
    }, patience);
    const { size, checkpoint } = await house.as.gateway.audit.getHead({}, south);
    expect([size, checkpoint.split("\n")[0]]).toEqual([4n, "careline.local/audit/south"]);
    const page = await house.as.gateway.audit.listEntries({ page: undefined, patientRef: "c2" }, north);
    expect(
      page.entries.map(({ leaf }) => (JSON.parse(leaf.toString()) as { patientRef: string }).patientRef),
    ).toEqual(["c2"]);
  }, 30_000);

  test("a consent is asked for by contact, purpose and tenant", async () => {
    await consent().recordConsent(request, north);
    expect((await consent().checkConsent(asked, north)).decision).toBe(ConsentDecision.GRANTED);
    const never = [
      consent().checkConsent(asked, south),
      consent().checkConsent({ ...asked, purpose: "marketing" }, north),
      consent().checkConsent({ ...asked, contactId: "ben" }, north),
    ];
    for (const one of await Promise.all(never)) expect(one.decision).toBe(ConsentDecision.UNSPECIFIED);
    expect((await consent().listConsents({ contactId: "ana" }, south)).records).toEqual([]);
  });

  test("a field that is missing is named", async () => {
    const { privacy } = house.as.gateway;
    const refused: [string, Promise<unknown>][] = [
      ["decision", consent().recordConsent({ ...request, decision: ConsentDecision.UNSPECIFIED }, north)],
      ["idempotency_key", consent().recordConsent({ ...request, idempotencyKey: "" }, north)],
      ["contact_id", consent().recordConsent({ ...request, contactId: "" }, north)],
      ["wording_version", consent().recordConsent({ ...request, wordingVersion: "" }, north)],
      ["purpose", consent().checkConsent({ ...asked, purpose: "" }, north)],
      ["subject_id", privacy.eraseSubject({ ...erasure, subjectId: "" }, north)],
      ["reason", privacy.eraseSubject({ ...erasure, reason: "" }, north)],
      ["staff_id", privacy.eraseSubject({ ...erasure, staffId: "" }, north)],
      ["classes", privacy.eraseSubject({ ...erasure, classes: ["everything"] }, north)],
    ];
    for (const [field, call] of refused) {
      const message = expect.stringContaining(field) as string;
      await expect(call).rejects.toMatchObject({ kind: "invalid", message });
    }
  });

  test("a peer may ask only what is its business", async () => {
    const { conversation, stranger } = house.as;
    const denied = [
      stranger.consent.checkConsent(asked, north),
      conversation.privacy.eraseSubject(erasure, north),
      conversation.audit.getHead({}, north),
    ];
    for (const call of denied) await expect(call).rejects.toMatchObject({ kind: "denied" });
  });

  test("an erasure is told, recorded, and the same when it is asked for again", async () => {
    const { privacy, audit } = house.as.gateway;
    const { erasedAt } = await privacy.eraseSubject(erasure, north);
    expect((await privacy.eraseSubject(erasure, north)).erasedAt).toEqual(erasedAt);
    await vi.waitFor(async () => {
      const { entries } = await audit.listEntries({ page: undefined, patientRef: "ana" }, north);
      const actions = entries.map(({ leaf }) => (JSON.parse(leaf.toString()) as { action: string }).action);
      expect(actions).toEqual(["consent.granted", "subject.erased"]);
    }, patience);
  }, 30_000);

  test("a record that is none is parked, and the logs of clinics go on", async () => {
    const facts = { service: "x", actor: "service:x", action: "a.b", purpose: "p", at: new Date() };
    const event = { tenantId: "../escape", key: "../escape", time: new Date(), value: auditRecorded(facts) };
    await house.bus.publish([outgoing(topics.auditRecorded, { ...event, id: "evil" })]);
    await consent().recordConsent({ ...request, idempotencyKey: "after", contactId: "after" }, north);
    await vi.waitFor(async () => {
      const { entries } = await house.as.gateway.audit.listEntries(
        { page: undefined, patientRef: "after" },
        north,
      );
      expect(entries).toHaveLength(1);
    }, patience);
    expect(await house.started.isReady()).toBe(true);
  }, 30_000);
}
