import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { PrivacyServiceDefinition } from "@careline/contracts/compliance/v1/privacy_service";
import { NotificationServiceDefinition } from "@careline/contracts/notification/v1/notification_service";
import { createPhi, localFileKeyService, mongoKeyVault } from "@careline/phi";
import { client, readTls } from "@careline/rpc";
import { MongoClient } from "mongodb";
import type { ChaosHouse } from "../house/house.ts";
import type { ChaosFault, Grip } from "./fault.ts";
import { between, nap } from "./nap.ts";

export const rotateShred: ChaosFault = {
  name: "rotate-shred",
  what: "the tenant's key is replaced every 2-5 s, and people who have had all their answers are erased",
  async play(grip) {
    const { house, chance, until, struck } = grip;
    const { tenantId } = house.local;
    const keys = await keeperOf(house);
    const people = erasersOf(house);
    while (await nap(between(2_000, 5_000, chance), until)) {
      const heal = struck("keys");
      // Refused while others are away; the next time will do.
      await keys.phi.rotateTenantKey(tenantId).catch(() => undefined);
      heal();
      await erase(grip, people).catch(() => undefined);
    }
    people.close();
    await keys.close();
  },
};

async function erase({ house, retire }: Grip, { intents, privacy }: ReturnType<typeof erasersOf>) {
  const { tenantId } = house.local;
  const person = await retire();
  const intentId = house.emulator.firstIntentOf(person?.patient ?? "");
  if (intentId === undefined) return;
  const { intent } = await intents.getIntent({ intentId }, { tenantId });
  if (intent === undefined) return;
  const request = { idempotencyKey: randomUUID(), subjectId: intent.contactId, classes: [] };
  await privacy.eraseSubject({ ...request, reason: "patient-request", staffId: "chaos" }, { tenantId });
}

function erasersOf({ local }: ChaosHouse) {
  const tls = readTls(local.tls);
  const deadlineMs = 5_000;
  const { notification: address, complianceAudit } = local.grpc;
  const intents = client(NotificationServiceDefinition, { address, server: "notification", tls, deadlineMs });
  const audit = { address: complianceAudit, server: "compliance-audit", tls, deadlineMs };
  const privacy = client(PrivacyServiceDefinition, audit);
  return {
    intents,
    privacy,
    close() {
      intents.close();
      privacy.close();
    },
  };
}

async function keeperOf({ local, mongoUri }: ChaosHouse) {
  const database = await new MongoClient(mongoUri).connect();
  const vault = await mongoKeyVault(database.db("keyvault"));
  const keyService = localFileKeyService(join(local.data, "secrets", "keyring.json"));
  const phi = createPhi({ vault, keyService });
  return {
    phi,
    async close() {
      await phi.close();
      await database.close();
    },
  };
}
