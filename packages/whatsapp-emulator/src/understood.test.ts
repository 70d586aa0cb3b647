import { afterAll, beforeAll, expect, test } from "vitest";
import {
  buttonsBody,
  documentBody,
  graphClient,
  parseJson,
  parseWebhook,
  textBody,
  type GraphClient,
} from "@careline/whatsapp";
import { openHouse, number, type House } from "./house.fixture.ts";
import { textAt } from "./rules/json.ts";

let house: House;
let client: GraphClient;
beforeAll(async () => {
  house = await openHouse();
  client = graphClient({ baseUrl: house.emulator.url, version: "v26.0", accessToken: "token" });
});
afterAll(async () => {
  await client.close();
  await house.close();
});

const parsed = () => house.receiver.hooks.map(({ raw }) => parseWebhook(parseJson(Buffer.from(raw))));

test("our own parser understands every kind of message that patients send here", async () => {
  const { id, phone, bsuid } = await house.patient();
  const kinds = {
    text: "text",
    image: "media",
    audio: "media",
    document: "media",
    location: "location",
    contacts: "contacts",
  };
  for (const [type, kind] of Object.entries(kinds)) {
    house.receiver.hooks.length = 0;
    await house.control("POST", `/patients/${id}/messages`, { type, text: "x" });
    expect(parsed()[0]?.messages).toMatchObject([
      { kind, phoneNumberId: number, from: { phone, userId: bsuid } },
    ]);
  }
  expect(parsed().flatMap(({ others }) => others)).toEqual([]);
});

test("our own client sends, uploads and marks as read, and its reference comes back with each status", async () => {
  const { id, phone } = await house.patient();
  const envelope = { to: { phone }, callbackData: "intent-9" };
  const accepted = await client.send(number, textBody(envelope, { body: "hello" }));
  expect(accepted).toMatchObject({ kind: "accepted", waId: phone });
  await house.settled();
  const statuses = parsed().flatMap((webhook) => webhook.statuses);
  expect(statuses.map(({ status, callbackData }) => [status, callbackData])).toEqual([
    ["sent", "intent-9"],
    ["delivered", "intent-9"],
    ["read", "intent-9"],
  ]);
  const upload = { bytes: Buffer.from("BEGIN:VCALENDAR"), mimeType: "text/plain", filename: "visit.ics" };
  const { id: mediaId } = await client.uploadMedia(number, upload);
  const document = documentBody(envelope, { mediaId, filename: "visit.ics", caption: "Your visit" });
  expect(await client.send(number, document)).toMatchObject({ kind: "accepted" });
  const { json } = await house.control("POST", `/patients/${id}/messages`, { type: "text", text: "thanks" });
  await expect(client.markRead(number, textAt(json, "id") ?? "")).resolves.toBeUndefined();
});

test("to our own client a fault looks like what it is", async () => {
  const { phone } = await house.patient();
  const say = () =>
    client.send(number, buttonsBody({ to: { phone } }, { body: "?", buttons: [{ id: "a", title: "A" }] }));
  await house.control("POST", "/faults", { kind: "error", code: 131056 });
  expect(await say()).toMatchObject({ kind: "refused", code: 131056 });
  for (const kind of ["resetAfterAccept", "http500"]) {
    await house.control("POST", "/faults", { kind });
    expect(await say()).toMatchObject({ kind: "uncertain" });
  }
});
