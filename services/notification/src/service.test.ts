import { topics } from "@careline/contracts";
import { ConsentDecision } from "@careline/contracts/compliance/v1/events";
import { IntentClass } from "@careline/contracts/conversation/v1/events";
import { IntentState } from "@careline/contracts/notification/v1/events";
import { startEmbeddedMongo } from "@careline/embedded-mongo";
import { afterAll, beforeAll, expect, test } from "vitest";
import { otherTenant, tenantId } from "./clinic.fixture.ts";
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

const intent = async (intentId: string) =>
  (await house.notification.getIntent({ intentId }, { tenantId })).intent;
const until = (intentId: string, state: IntentState, reason?: string) =>
  eventually(async () =>
    expect(await intent(intentId)).toMatchObject({ state, ...(reason !== undefined && { reason }) }),
  );
const toldOf = (intentId: string) =>
  house.told.filter(({ value }) => value.intentId === intentId).map(({ value }) => value.state);

test("a reply goes out, and its ticks come back", async () => {
  const patient = await house.meta.patient();
  const intentId = await says.reply(patient, "Le esperamos.");
  await until(intentId, IntentState.READ);
  const [message] = await house.meta.accepted(patient.id);
  expect(message).toMatchObject({ text: "Le esperamos.", bizOpaqueCallbackData: intentId });
  await eventually(() => expect(toldOf(intentId).at(-1)).toBe(IntentState.READ));
  expect(toldOf(intentId)).toContain(IntentState.ACCEPTED);
  expect(toldOf(intentId)).not.toContain(IntentState.SUBMITTING);
});

test("a calendar goes out as a document; a file that WhatsApp does not take says what to do", async () => {
  const patient = await house.meta.patient();
  const content = Buffer.from("BEGIN:VCALENDAR");
  const file = { filename: "visit.ics", content, caption: "", storedId: "" };
  const document = (mimeType: string) =>
    says.compose(patient, { $case: "document", value: { ...file, mimeType } }, IntentClass.CONFIRMATION);
  await until(await document("text/calendar"), IntentState.READ);
  const bad = await document("application/x-unknown");
  await until(bad, IntentState.FAILED);
  expect((await intent(bad))?.reason).toMatch(/^its file was refused: .*send it again$/);
});

test("a reminder goes to who consents and whose visit is so, and to nobody else", async () => {
  const people = [
    await house.meta.patient(),
    await house.meta.patient(),
    await house.meta.patient(),
  ] as const;
  const [yes, no, moved] = people;
  house.decisions.set(no.id, ConsentDecision.UNSPECIFIED);
  const unknown = await says.remind(yes);
  await until(unknown, IntentState.PLANNED, "contact not known yet");
  house.untrue.set(unknown, "moved");
  for (const each of people) await says.meet(each);
  const [one, two] = [await says.remind(yes), await says.remind(no)];
  await until(one, IntentState.READ);
  await until(two, IntentState.SUPPRESSED, "consent-never-asked");
  house.clock.moveTo(new Date(house.clock.now().getTime() + 61_000));
  await until(unknown, IntentState.SUPPRESSED, "visit-moved");
  const [message] = await house.meta.accepted(yes.id);
  expect(message?.text).toContain("le recordamos su cita en Clínica Alameda el viernes, 27 de noviembre");
  expect(await house.meta.accepted(no.id)).toEqual([]);
  expect(await house.meta.accepted(moved.id)).toEqual([]);
});

test("in quiet hours a reminder waits for the morning; an opt-out in the night stops it", async () => {
  house.clock.moveTo(new Date("2026-11-26T21:00:00Z"));
  const [sleeper, leaver] = [await house.meta.patient(), await house.meta.patient()];
  for (const each of [sleeper, leaver]) await says.meet(each);
  const [waits, stops] = [await says.remind(sleeper), await says.remind(leaver)];
  await until(waits, IntentState.PLANNED, "quiet hours");
  await until(stops, IntentState.PLANNED, "quiet hours");
  const morning = new Date("2026-11-27T07:00:00Z");
  expect(await house.started.nextDueAt?.()).toEqual(morning);
  await says.optOut(leaver);
  await until(stops, IntentState.SUPPRESSED, "opted-out");
  house.clock.moveTo(morning);
  await until(waits, IntentState.READ);
  expect(await house.meta.accepted(leaver.id)).toEqual([]);
});

test("calls are answered for the caller's tenant, page by page, and refused by name", async () => {
  const patient = await house.meta.patient();
  const ids: string[] = [];
  for (const text of ["1", "2", "3"]) ids.unshift(await says.reply(patient, text));
  await until(ids[0] ?? "", IntentState.READ);
  const wish = { contactId: patient.id, state: IntentState.UNSPECIFIED };
  const list = (token: string, more: object = {}, tenant = tenantId) =>
    house.notification.listIntents({ ...wish, page: { size: 2, token }, ...more }, { tenantId: tenant });
  const first = await list("");
  const second = await list(first.nextPageToken);
  expect([...first.intents, ...second.intents].map(({ intentId }) => intentId)).toEqual(ids);
  expect(second.nextPageToken).toBe("");
  expect((await list("", { state: IntentState.FAILED })).intents).toEqual([]);

  expect((await list("", {}, otherTenant)).intents).toEqual([]);
  const [intentId = ""] = ids;
  const get = (asked: typeof house.notification, tenant: string) =>
    asked.getIntent({ intentId }, { tenantId: tenant });
  await expect(get(house.notification, otherTenant)).rejects.toMatchObject({ kind: "missing" });
  await expect(get(house.stranger, tenantId)).rejects.toMatchObject({ kind: "denied" });
  await expect(list("made up")).rejects.toMatchObject({ kind: "invalid" });
  await expect(list("", { state: IntentState.CLAIMED })).rejects.toMatchObject({ kind: "invalid" });
});

test("nothing that was said or kept shows what was said", async () => {
  const told = topics.deliveryChanged.codec;
  const bytes = house.told.map(({ value }) => Buffer.from(told.encode(value).finish()).toString("latin1"));
  expect(bytes.length).toBeGreaterThan(10);
  expect(house.meta.phones.length).toBeGreaterThan(5);
  for (const words of ["esperamos", "wamid", ...house.meta.phones])
    expect(bytes.join("\n")).not.toContain(words);
});
