import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { number, openHouse, startReceiver, waba, type House, type Receiver } from "./house.fixture.ts";
import { jsonAt, listAt, type Json } from "./rules/json.ts";
import { verifySignature } from "@careline/whatsapp";

const secondApp = "100000000000009";
let house: House;
let other: Receiver;
let aheadMs = 0;
beforeEach(async () => {
  aheadMs = 0;
  other = await startReceiver("other-token");
  house = await openHouse({
    clock: { now: () => new Date(Date.now() + aheadMs) },
    onClock: async (moveTo) => void (aheadMs = moveTo.getTime() - Date.now()),
  });
});
afterEach(async () => {
  await house.close();
  other.close();
});

const say = (id: string, text: string, from = house) =>
  from.control("POST", `/patients/${id}/messages`, { type: "text", text });
const manner = (order: object) => house.control("POST", "/webhooks/manner", order);
const textsAt = ({ hooks }: Receiver): string[] =>
  hooks.flatMap(({ raw }) =>
    listAt(JSON.parse(raw), "entry").flatMap((entry) =>
      listAt(entry, "changes").flatMap((change) =>
        listAt(change["value"], "messages").map((message) => String(jsonAt(message, "text")?.["body"])),
      ),
    ),
  );

test("an address is saved only when its receiver knows the token, and then gets the messages of the account", async () => {
  const { id } = await house.patient();
  const save = (token: string) =>
    house.graph("POST", `${waba}/subscribed_apps`, { override_callback_uri: other.url, verify_token: token });
  const refused = await save("wrong");
  expect([refused.status, jsonAt(refused.json, "error")?.["code"]]).toEqual([400, 2200]);
  await say(id, "to the first");
  expect((await save("other-token")).json).toEqual({ success: true });
  await say(id, "to the other");
  await house.control("POST", "/webhooks", { field: "account_alerts", value: { entity_type: "WABA" } });
  expect([textsAt(house.receiver), textsAt(other)]).toEqual([["to the first"], ["to the other"]]);
  expect(house.receiver.hooks.at(-1)?.value).toMatchObject({ entity_type: "WABA" });
  const { json } = await house.graph("GET", `${waba}/subscribed_apps`);
  expect(listAt(json, "data")).toMatchObject([{ override_callback_uri: other.url }]);
});

test("a number's own address comes before its account's, and an empty one takes it away", async () => {
  const { id } = await house.patient();
  const set = (uri: string) =>
    house.graph("POST", number, {
      webhook_configuration: { override_callback_uri: uri, verify_token: "other-token" },
    });
  expect((await set(other.url)).status).toBe(200);
  await say(id, "one");
  const about = await house.graph("GET", `${number}?fields=webhook_configuration`);
  expect(about.json["webhook_configuration"]).toEqual({
    phone_number: other.url,
    application: house.receiver.url,
  });
  await set("");
  await say(id, "two");
  expect([textsAt(other), textsAt(house.receiver)]).toEqual([["one"], ["two"]]);
});

test("each subscribed app gets its own copy by its own secret; one that is away holds up no other", async () => {
  const apps = [
    {
      id: secondApp,
      appSecret: "second-secret",
      webhookUrl: other.url,
      verifyToken: "other-token",
      accessToken: "second",
    },
  ];
  const two = await openHouse({ apps });
  onTestFinished(() => two.close());
  const { id } = await two.patient();
  await two.settled();
  other.hooks.length = 0;
  other.answers = [503, 503];
  await say(id, "hello", two);
  await say(id, "more", two);
  expect([textsAt(two.receiver), textsAt(other)]).toEqual([["hello", "more"], []]);
  await two.settled();
  const [hook] = other.hooks;
  expect(textsAt(other)).toEqual(["hello", "more"]);
  const raw = Buffer.from(hook?.raw ?? "");
  expect(verifySignature(raw, hook?.signature, ["second-secret"])).toBe(true);
  expect(verifySignature(raw, hook?.signature, ["test-app-secret"])).toBe(false);
  const url = `${two.emulator.url}/v26.0/${waba}/subscribed_apps`;
  await fetch(url, { method: "DELETE", headers: { authorization: "Bearer second" } });
  await say(id, "again", two);
  await two.settled();
  expect([textsAt(two.receiver), textsAt(other)]).toEqual([
    ["hello", "more", "again"],
    ["hello", "more"],
  ]);
});

test("an app's own address and kinds are set with its own token", async () => {
  const set = async (body: object, token = "100000000000001|test-app-secret"): Promise<Response> =>
    fetch(`${house.emulator.url}/v26.0/100000000000001/subscriptions?access_token=${token}`, {
      method: "POST",
      body: JSON.stringify(body),
    });
  const asked = {
    object: "whatsapp_business_account",
    callback_url: other.url,
    verify_token: "other-token",
    fields: "messages",
  };
  expect((await set(asked, "someone|else")).status).toBe(401);
  expect((await set({ ...asked, verify_token: "wrong" })).status).toBe(400);
  expect((await set(asked)).status).toBe(200);
  const { id } = await house.patient();
  await say(id, "hello");
  const alert = await house.control("POST", "/webhooks", { field: "account_alerts", value: {} });
  expect(alert.json["webhook"]).toEqual({ accepted: false, reason: "no app is subscribed to this" });
  expect(textsAt(other)).toContain("hello");
  const { json } = await house.graph("GET", "100000000000001/subscriptions");
  expect(listAt(json, "data")).toMatchObject([{ callback_url: other.url, fields: [{ name: "messages" }] }]);
});

test("by chance webhooks come twice, or let later ones pass", async () => {
  const { id } = await house.patient();
  await manner({ duplicateProbability: 1 });
  await say(id, "twice");
  await house.settled();
  expect(textsAt(house.receiver)).toEqual(["twice", "twice"]);
  const webhooks = { disorderProbability: 0.4, timeScale: 20 };
  const chancy = await openHouse({ webhookSeed: 7, webhooks });
  onTestFinished(() => chancy.close());
  const { json } = await chancy.control("POST", "/patients", { name: "Ann" });
  const all = ["0", "1", "2", "3", "4", "5", "6", "7"];
  for (const text of all) await say(String(json["id"]), text, chancy);
  await chancy.settled();
  expect(textsAt(chancy.receiver)).not.toEqual(all);
  expect(new Set(textsAt(chancy.receiver))).toEqual(new Set(all));
});

test("what is not taken in seven days is dropped and listed", async () => {
  const { id } = await house.patient();
  house.receiver.answers = Array.from({ length: 20 }, () => 500);
  await manner({ schedule: "falling" });
  await say(id, "lost");
  const listed = async (): Promise<Json> => (await house.control("GET", "/webhooks")).json;
  expect(listAt(await listed(), "waiting")).toMatchObject([
    { attempts: 1, lastReason: "answered 500", field: "messages" },
  ]);
  const [waiting] = listAt(await listed(), "waiting");
  expect(Date.parse(String(waiting?.["nextAttemptAt"])) - Date.now()).toBeGreaterThan(8_000);
  aheadMs += 8 * 24 * 3_600_000;
  await house.control("POST", "/clock", { advance: "PT1S" });
  expect(await listed()).toMatchObject({ waiting: [], dropped: 1, lost: [{ attempts: 2 }] });
});

test("a number that stores nothing loses after an hour, and the business is told so", async () => {
  const { id } = await house.patient();
  await house.graph("POST", `${number}/deregister`, {});
  const storage = { status: "NO_STORAGE_ENABLED", retention_minutes: 60 };
  await house.graph("POST", `${number}/settings`, { storage_configuration: storage });
  await house.graph("POST", `${number}/register`, { messaging_product: "whatsapp", pin: "123456" });
  house.receiver.answers = [500, 500];
  await say(id, "lost");
  aheadMs += 61 * 60_000;
  await house.control("POST", "/clock", { advance: "PT1S" });
  await house.settled();
  expect(textsAt(house.receiver)).toEqual([]);
  const { value } = house.receiver.hooks[0] ?? {};
  expect(jsonAt(value, "metadata")?.["phone_number_id"]).toBe(number);
  expect(listAt(value, "errors")).toMatchObject([{ code: 131035 }]);
});

test("bad webhooks are as bad as they say", async () => {
  const { id } = await house.patient();
  await say(id, "once");
  const [first] = house.receiver.hooks;
  const post = async (kind: string) => {
    house.receiver.hooks.length = 0;
    await house.control("POST", "/webhooks/bad", { kind });
    const [hook] = house.receiver.hooks;
    const raw = Buffer.from(hook?.raw ?? "");
    return { hook, raw, isGenuine: verifySignature(raw, hook?.signature, ["test-app-secret"]) };
  };
  for (const kind of ["wrong-signature", "no-signature", "sha1-only", "altered"])
    expect((await post(kind)).isGenuine).toBe(false);
  const replay = await post("replay");
  expect([replay.isGenuine, replay.hook?.raw]).toEqual([true, first?.raw]);
  const huge = await post("huge");
  expect([huge.isGenuine, huge.raw.length]).toEqual([true, 3 * 1024 * 1024]);
  expect((await post("deep")).isGenuine).toBe(true);
});

test("the history of a message tells its statuses, and whether their webhooks were taken", async () => {
  const { phone } = await house.patient();
  const { json } = await house.send(phone, { text: { body: "hello" } });
  await house.settled();
  const id = String(listAt(json, "messages")[0]?.["id"]);
  const path = `${number}/message_history?message_id=${encodeURIComponent(id)}`;
  const [entry] = listAt((await house.graph("GET", path)).json, "data");
  expect(entry).toMatchObject({
    message_id: id,
    events: {
      data: ["SENT", "DELIVERED", "READ"].map((status) => ({
        delivery_status: status,
        webhook_update_state: "DELIVERED",
        webhook_uri: house.receiver.url,
      })),
    },
  });
  house.receiver.answers = [500, 500, 500];
  const next = await house.send(phone, { text: { body: "hello" } });
  await new Promise((resolve) => setTimeout(resolve, 600));
  const owed = String(listAt(next.json, "messages")[0]?.["id"]);
  const [later] = listAt(
    (await house.graph("GET", `${number}/message_history?message_id=${encodeURIComponent(owed)}`)).json,
    "data",
  );
  const events = listAt((await house.graph("GET", `${String(later?.["id"])}/events`)).json, "data");
  expect(events[0]).toMatchObject({
    delivery_status: "SENT",
    webhook_update_state: "PENDING",
    error_description: "answered 500",
  });
});
