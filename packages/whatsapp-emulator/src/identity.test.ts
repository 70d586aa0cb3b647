import { afterEach, beforeEach, expect, test } from "vitest";
import { number, openHouse, type House } from "./house.fixture.ts";
import { jsonAt, listAt, type Json } from "./rules/json.ts";

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

const change = (id: string, order: Json) => house.control("POST", `/patients/${id}/identity`, order);
const told = async (): Promise<Json> => {
  await house.settled();
  return house.receiver.hooks.splice(0)[0]?.value ?? {};
};

test("a new number comes with a new user id, told in the old name and without a card; the old number is nobody's", async () => {
  const { id, phone, bsuid } = await house.patient();
  const { json } = await change(id, { kind: "number", phone: "+44 7700 900999" });
  expect(json).toMatchObject({ id, phone: "447700900999" });
  expect(json["bsuid"]).not.toBe(bsuid);
  const value = await told();
  expect(value).not.toHaveProperty("contacts");
  expect(listAt(value, "messages")[0]).toMatchObject({
    type: "system",
    from: phone,
    from_user_id: bsuid,
    system: {
      type: "user_changed_number",
      wa_id: "447700900999",
      user_id: json["bsuid"],
      previous_user_id: bsuid,
    },
  });
  await house.send(phone, { text: { body: "x" } });
  await house.settled();
  expect(house.receiver.statuses()).toEqual(["failed"]);
  house.receiver.hooks.length = 0;
  await house.send("447700900999", { text: { body: "x" } });
  await house.settled();
  expect(house.receiver.statuses()).toEqual(["sent", "delivered", "read"]);
  expect((await change(id, { kind: "number", phone: "447700900999" })).status).toBe(409);
});

test("a new user id is told with the one before it", async () => {
  const { id, phone, bsuid } = await house.patient();
  const { json } = await change(id, { kind: "user-id" });
  expect(listAt(await told(), "messages")[0]).toMatchObject({
    from: phone,
    system: { type: "user_changed_user_id", user_id: json["bsuid"], previous_user_id: bsuid },
  });
});

test("where identities are checked, cards carry the key's hash, and a send with an old one fails", async () => {
  await house.control("PATCH", `/numbers/${number}`, { checksIdentity: true });
  const { id, phone } = await house.patient();
  await house.control("POST", `/patients/${id}/messages`, { type: "text", text: "hi" });
  const hash = listAt(await told(), "contacts")[0]?.["identity_key_hash"];
  expect(hash).toEqual(expect.any(String));
  const send = () => house.send(phone, { recipient_identity_key_hash: hash, text: { body: "x" } });
  await send();
  expect(listAt(await told(), "statuses")[0]).toMatchObject({
    status: "sent",
    recipient_identity_key_hash: hash,
  });
  await change(id, { kind: "identity" });
  const system = listAt(await told(), "messages")[0];
  expect(jsonAt(system, "system")).toMatchObject({ type: "customer_identity_changed" });
  await send();
  const failed = listAt(await told(), "statuses")[0];
  expect(listAt(failed, "errors")[0]?.["code"]).toBe(137000);
});

test("a patient who has never written to a number is no news to it", async () => {
  const { json } = await house.control("POST", "/patients", { name: "Stranger" });
  await change(String(json["id"]), { kind: "number" });
  expect(await told()).toEqual({});
});
