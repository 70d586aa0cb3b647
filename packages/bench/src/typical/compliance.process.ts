import { createHash } from "node:crypto";
import * as contract from "@careline/contracts/compliance/v1/consent_service";
import { ConsentDecision } from "@careline/contracts/compliance/v1/events";
import { serveGrpc } from "./grpc.ts";
import { connect, consume, env, topics } from "./shared.ts";

const { kafka, db } = await connect("compliance");
type Consent = { contactId: string; purpose: string; decision: ConsentDecision; at: Date };
const consents = db.collection<Consent>("consents");
const entries = db.collection("audit");
await consents.createIndex({ contactId: 1, purpose: 1, at: -1 });
let head = "";

async function keep(entry: object): Promise<void> {
  const previous = head;
  head = createHash("sha256").update(previous).update(JSON.stringify(entry)).digest("hex");
  await entries.insertOne({ ...entry, at: new Date(), previous, hash: head });
}

await serveGrpc(contract.ConsentServiceDefinition, env.port, {
  async checkConsent({ contactId, purpose }: contract.CheckConsentRequest) {
    const found = await consents.findOne({ contactId, purpose }, { sort: { at: -1 } });
    return { decision: found?.decision ?? ConsentDecision.UNSPECIFIED };
  },
  async recordConsent({ contactId, purpose, decision, at }: contract.RecordConsentRequest) {
    await consents.insertOne({ contactId, purpose, decision, at: at ?? new Date() });
    return {};
  },
});
await consume(kafka, "t-compliance", { [topics.audit]: keep });
process.send?.("ready");
