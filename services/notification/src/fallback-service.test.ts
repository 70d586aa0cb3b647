import { topics } from "@careline/contracts";
import { IntentState } from "@careline/contracts/notification/v1/events";
import { startEmbeddedMongo } from "@careline/embedded-mongo";
import { startPost } from "@careline/testing/post";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clinicsFile, tenantId } from "./clinic.fixture.ts";
import { fallbackId } from "./domain/fallback-id.ts";
import { eventually } from "./eventually.fixture.ts";
import { type House, openHouse } from "./house.fixture.ts";
import { saying } from "./says.fixture.ts";

const clinics = JSON.stringify(
  (JSON.parse(clinicsFile) as object[]).map((clinic) => ({
    ...clinic,
    fallback: { reminder: [{ channel: "sms", when: ["failed", "unread"], unreadAfterMinutes: 240 }] },
  })),
);

let house: House;
let says: ReturnType<typeof saying>;
const mongo = await startEmbeddedMongo({ path: ":memory:" });
const post = await startPost();
beforeAll(async () => {
  house = await openHouse(mongo.uri, { settings: { SMS_URL: post.smsUrl }, clinics });
  says = saying(house);
});
afterAll(async () => {
  await house.close();
  await post.stop();
  await mongo.stop();
});

const intent = async (intentId: string) =>
  (await house.notification.getIntent({ intentId }, { tenantId })).intent;

test("who is not on WhatsApp is reminded by SMS, and both ways are told apart", async () => {
  const patient = await house.meta.patient();
  await says.meet(patient);
  await house.meta.fault(patient.id, { kind: "error", code: 131_026 });
  const first = await says.remind(patient);
  const other = fallbackId(tenantId, first, "sms");
  await eventually(async () => expect((await intent(other))?.state).toBe(IntentState.ACCEPTED));
  expect(post.texts).toEqual([
    { to: `+${patient.phone}`, id: other, text: expect.stringContaining("su cita") },
  ]);
  expect(await intent(first)).toMatchObject({
    channel: "whatsapp",
    state: IntentState.FAILED,
    errorCode: 131_026,
  });
  expect(await intent(other)).toMatchObject({ channel: "sms", source: "reminder", sourceId: first });

  const wish = { contactId: patient.id, state: IntentState.UNSPECIFIED };
  const list = (token: string) =>
    house.notification.listIntents({ ...wish, page: { size: 1, token } }, { tenantId });
  const newest = await list("");
  const older = await list(newest.nextPageToken);
  expect([newest, older].flatMap(({ intents }) => intents.map(({ intentId }) => intentId))).toEqual([
    other,
    first,
  ]);
  expect(older.nextPageToken).toBe("");

  await eventually(() => {
    const told = house.told.filter(({ value }) => value.intentId === other).map(({ value }) => value);
    expect(told.at(-1)).toMatchObject({ channel: "sms", state: IntentState.ACCEPTED });
  });
  const bytes = house.told.map(({ value }) => topics.deliveryChanged.codec.encode(value).finish());
  expect(Buffer.concat(bytes).toString("latin1")).not.toContain(patient.phone);
});

test("who does not read it in time is reminded by SMS; the clock of the house stops there", async () => {
  const patient = await house.meta.patient();
  await says.meet(patient);
  await house.meta.fault(patient.id, { kind: "loseStatus", status: "read" });
  const first = await says.remind(patient);
  await eventually(async () => expect((await intent(first))?.state).toBe(IntentState.DELIVERED));
  const inFourHours = (await house.started.nextDueAt?.()) ?? new Date(0);
  expect(inFourHours.getTime() - house.clock.now().getTime()).toBeCloseTo(240 * 60_000, -5);
  house.clock.moveTo(inFourHours);
  const other = fallbackId(tenantId, first, "sms");
  await eventually(async () => expect((await intent(other))?.state).toBe(IntentState.ACCEPTED));
});
