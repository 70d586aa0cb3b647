import { topics } from "@careline/contracts";
import { ConsentDecision } from "@careline/contracts/compliance/v1/events";
import { expect, test } from "vitest";
import { type Consent, current } from "../domain/consent.ts";
import { type House, noon, tenant } from "../test-house.ts";

const cause = { requestId: "r1", actor: "service:conversation" };
const consent = (change: Partial<Consent> = {}): Consent => ({
  consentId: crypto.randomUUID(),
  tenantId: tenant,
  contactId: "ana",
  purpose: "care",
  decision: "granted",
  wordingVersion: "2026-11",
  source: "whatsapp",
  sourceMessageRef: "ref",
  at: noon,
  ...change,
});

/** The consent ledger: every decision once, the latest counts. */
export function consentSuite(house: () => House): void {
  test("a decision is kept, told and recorded, once per key, however often it comes", async () => {
    const at = once("key-1");
    const first = await at(consent());
    const again = await Promise.all([1, 2, 3, 4].map(() => at(consent())));
    expect(new Set(again.map(({ consentId }) => consentId))).toEqual(new Set([first.consentId]));
    expect(await house().consents.of(tenant, "ana")).toEqual([first]);
    const told = await house().said(topics.consentChanged);
    expect(told.map(({ key, value }) => [key, value.decision, value.purpose])).toEqual([
      ["ana", ConsentDecision.GRANTED, "care"],
    ]);
    const [audit, ...more] = await house().said(topics.auditRecorded);
    expect(more).toEqual([]);
    expect(audit?.value).toMatchObject({
      action: "consent.granted",
      actor: "service:conversation",
      onBehalfOf: "contact:ana",
      patientRef: "ana",
      requestId: "r1",
      resourceId: first.consentId,
      basis: "wording 2026-11",
    });
  });

  test("ten who bring the same key at once record once", async () => {
    await Promise.all(Array.from({ length: 10 }, () => once("key-1")(consent())));
    expect(await house().consents.of(tenant, "ana")).toHaveLength(1);
    expect(await house().said(topics.consentChanged)).toHaveLength(1);
  });

  test("the latest decision counts, not the one that was heard last", async () => {
    await once("k1")(consent({ decision: "withdrawn", at: new Date(noon.getTime() + 60_000) }));
    await once("k2")(consent({ decision: "granted" }));
    const all = await house().consents.of(tenant, "ana");
    expect(all.map(({ decision }) => decision)).toEqual(["granted", "withdrawn"]);
    expect(current(all)?.decision).toBe("withdrawn");
  });

  test("tenants and contacts are walls, for contacts as for keys", async () => {
    await once("k1")(consent());
    await once("k1")(consent({ tenantId: "south", decision: "refused" }));
    expect((await house().consents.of("south", "ana")).map(({ decision }) => decision)).toEqual(["refused"]);
    expect(await house().consents.of(tenant, "ben")).toEqual([]);
    await expect(once("k1")(consent({ contactId: "ben" }))).rejects.toMatchObject({ kind: "invalid" });
    expect(await house().consents.of(tenant, "ana")).toHaveLength(1);
  });

  function once(key: string): (consent: Consent) => Promise<Consent> {
    return (decided) => house().consents.record(key, decided, cause);
  }
}
