import { randomUUID } from "node:crypto";
import { PrivacyServiceDefinition } from "@careline/contracts/compliance/v1/privacy_service";
import { client, readTls } from "@careline/rpc";
import { keeperOf } from "../house/keeper.ts";
import { type ContactIds, contactIds } from "./contact-ids.ts";
import type { ChaosFault, Grip } from "./fault.ts";
import { between, nap, oneOf } from "./nap.ts";

// While services die all the time, it can take a minute until somebody has all their answers.
const erasedAtOnceMax = 8;

export const rotateShred: ChaosFault = {
  name: "rotate-shred",
  what: "a clinic's key is replaced every 2-5 s, and people who have had all their answers are erased",
  async play(grip) {
    const { house, chance, until, struck } = grip;
    const { tls, grpc } = house.local;
    const keys = await keeperOf(house);
    const ids = contactIds(house);
    const audit = { address: grpc.complianceAudit, server: "compliance-audit", deadlineMs: 5_000 };
    const privacy = client(PrivacyServiceDefinition, { ...audit, tls: readTls(tls) });
    const erasing = new Set<Promise<void>>();
    while (await nap(between(2_000, 5_000, chance), until)) {
      const heal = struck("keys");
      // Refused while others are away; the next time will do.
      const tenantId = oneOf(house.clinics, chance)?.tenantId;
      if (tenantId !== undefined) await keys.phi.rotateTenantKey(tenantId).catch(() => undefined);
      heal();
      if (erasing.size >= erasedAtOnceMax) continue;
      const one = erase(grip, ids, privacy)
        .catch(() => undefined)
        .finally(() => erasing.delete(one));
      erasing.add(one);
    }
    await Promise.all(erasing);
    ids.close();
    privacy.close();
    await keys.close();
  },
};

type Privacy = ReturnType<typeof client<typeof PrivacyServiceDefinition>>;

async function erase({ retire }: Grip, ids: ContactIds, privacy: Privacy): Promise<void> {
  const person = await retire();
  const subjectId = await ids.of(person);
  if (person === undefined || subjectId === undefined) return;
  const { tenantId } = person.clinic;
  const request = { idempotencyKey: randomUUID(), subjectId, classes: [] };
  await privacy.eraseSubject({ ...request, reason: "patient-request", staffId: "chaos" }, { tenantId });
}
