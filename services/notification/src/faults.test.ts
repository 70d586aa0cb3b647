import { IntentState } from "@careline/contracts/notification/v1/events";
import { startEmbeddedMongo } from "@careline/embedded-mongo";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tenantId } from "./clinic.fixture.ts";
import { eventually } from "./eventually.fixture.ts";
import { type House, openHouse } from "./house.fixture.ts";
import { saying } from "./says.fixture.ts";

let house: House;
let says: ReturnType<typeof saying>;
const mongo = await startEmbeddedMongo({ path: ":memory:" });
beforeAll(async () => {
  house = await openHouse(mongo.uri);
  says = saying(house);
});
afterAll(async () => {
  await house.close();
  await mongo.stop();
});

const { READ, DELIVERED, FAILED, UNCERTAIN } = IntentState;
const intent = async (intentId: string) =>
  (await house.notification.getIntent({ intentId }, { tenantId })).intent;
const until = (intentId: string, state: IntentState) =>
  eventually(async () => expect((await intent(intentId))?.state).toBe(state));
const passSilence = () => house.clock.moveTo(new Date(house.clock.now().getTime() + 601_000));

test.each([
  ["an answer that never came", [{ kind: "timeoutAfterAccept", delayMs: 3_000 }], READ],
  ["a connection cut after accepting", [{ kind: "resetAfterAccept" }], READ],
  ["too many at once", [{ kind: "error", code: 130_429 }], READ],
  ["too many to one person, twice", [{ kind: "error", code: 131_056, times: 2 }], READ],
  ["somebody who is not on WhatsApp", [{ kind: "error", code: 131_026 }], FAILED],
  ["a closed window", [{ kind: "error", code: 131_047 }], FAILED],
  ["one status lost", [{ kind: "loseStatus", status: "sent" }], READ],
  ["the last status lost", [{ kind: "loseStatus", status: "read" }], DELIVERED],
  ["statuses twice", [{ kind: "duplicateStatus" }], READ],
  ["statuses in disorder", [{ kind: "disorder" }], READ],
  ["statuses before the answer", [{ kind: "statusBeforeResponse" }], READ],
  [
    "an answer that never came, and statuses in disorder and late",
    [{ kind: "disorder" }, { kind: "timeoutAfterAccept", delayMs: 3_000 }],
    READ,
  ],
] as const)("%s: one accepted send, one explained state", async (_name, faults, state) => {
  const patient = await house.meta.patient();
  for (const fault of faults) await house.meta.fault(patient.id, fault);
  const intentId = await says.reply(patient, "hola");
  await until(intentId, state);
  expect(await house.meta.unusedFaults(patient.id)).toEqual([]);
  const found = await intent(intentId);
  expect(found?.reason !== "" || found?.errorCode === 0).toBe(true);
  const messages = await house.meta.accepted(patient.id);
  expect(messages.map(({ bizOpaqueCallbackData }) => bizOpaqueCallbackData)).toEqual([intentId]);
});

test.each([
  ["a connection cut before accepting", { kind: "refuse" }],
  ["a server error without a word", { kind: "http500" }],
])("%s: nobody can know, so it is said again only after a status would have come", async (_name, fault) => {
  const patient = await house.meta.patient();
  await house.meta.fault(patient.id, fault);
  const intentId = await says.reply(patient, "hola");
  await until(intentId, UNCERTAIN);
  expect(await house.meta.accepted(patient.id)).toEqual([]);
  passSilence();
  await until(intentId, READ);
  expect(await house.meta.accepted(patient.id)).toHaveLength(1);
});

test("accepted, answer lost and every status lost: the only way to be said twice", async () => {
  const patient = await house.meta.patient();
  await house.meta.fault(patient.id, { kind: "loseStatus" });
  await house.meta.fault(patient.id, { kind: "resetAfterAccept" });
  const intentId = await says.reply(patient, "hola");
  await until(intentId, UNCERTAIN);
  passSilence();
  await until(intentId, READ);
  expect(await house.meta.accepted(patient.id)).toHaveLength(2);
});
