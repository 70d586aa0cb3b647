import { generateKeyPairSync } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { number, openHouse, waba, type Answered, type House } from "./house.fixture.ts";
import { jsonAt, listAt } from "./rules/json.ts";

const fresh = "606070809010203";
let house: House;
let aheadMs = 0;
beforeEach(async () => {
  aheadMs = 0;
  house = await openHouse({
    clock: { now: () => new Date(Date.now() + aheadMs) },
    onClock: async (moveTo) => void (aheadMs = moveTo.getTime() - Date.now()),
    numbers: [
      { phoneNumberId: fresh, displayPhoneNumber: "34600900101", verifiedName: "Norte", isRegistered: false },
    ],
  });
});
afterEach(() => house.close());

const get = async (path: string) => (await house.graph("GET", path)).json;
const set = (path: string, body: object) => house.graph("POST", path, body);
const codeOf = ({ json }: Answered): unknown => jsonAt(json, "error")?.["code"];
const register = (pin: string, id = fresh) => set(`${id}/register`, { messaging_product: "whatsapp", pin });

test("numbers are listed and described by the fields that are asked for", async () => {
  const listed = listAt(await get(`${waba}/phone_numbers?fields=display_phone_number,status`), "data");
  expect(listed).toEqual([
    { display_phone_number: "+1 202-555-0100", status: "CONNECTED", id: number },
    { display_phone_number: "+34 600900101", status: "DISCONNECTED", id: fresh },
  ]);
  const about = await get(
    `${fresh}?fields=health_status,throughput,quality_score{score},whatsapp_business_manager_messaging_limit`,
  );
  expect(about).toMatchObject({
    health_status: {
      can_send_message: "BLOCKED",
      entities: [{ entity_type: "PHONE_NUMBER", id: fresh, can_send_message: "BLOCKED" }, {}, {}, {}],
    },
    throughput: { level: "NOT_APPLICABLE" },
    quality_score: { score: "GREEN" },
    whatsapp_business_manager_messaging_limit: "TIER_UNLIMITED",
  });
  expect(await get(`${waba}?fields=name,health_status`)).toMatchObject({
    id: waba,
    health_status: { can_send_message: "AVAILABLE" },
  });
});

test("a number is registered with a PIN that it keeps; wrong ones are refused, and too many of them", async () => {
  expect(codeOf(await register("12345"))).toBe(100);
  expect((await register("123456")).json).toEqual({ success: true });
  expect(await get(`${fresh}?fields=status,is_pin_enabled`)).toMatchObject({
    status: "CONNECTED",
    is_pin_enabled: true,
  });
  expect((await set(`${fresh}/deregister`, {})).json).toEqual({ success: true });
  const guesses: unknown[] = [codeOf(await register("111111")), codeOf(await register("222222"))];
  for (let guess = 0; guess < 5; guess += 1) {
    aheadMs += 2_000;
    guesses.push(codeOf(await register("333333")));
  }
  expect(guesses).toEqual([133005, 133009, 133005, 133005, 133005, 133005, 133008]);
  aheadMs += 25 * 3_600_000;
  expect((await register("123456")).status).toBe(200);
});

test("more than ten registrations in three days are refused", async () => {
  for (let time = 0; time < 5; time += 1) {
    await register("123456");
    await set(`${fresh}/deregister`, {});
  }
  expect(codeOf(await register("123456"))).toBe(133016);
  aheadMs += 73 * 3_600_000;
  expect((await register("123456")).status).toBe(200);
});

test("a PIN is set on a registered number, and the business hears of it", async () => {
  expect((await set(number, { pin: "654321" })).json).toEqual({ success: true });
  await house.settled();
  expect(house.receiver.hooks[0]?.value).toMatchObject({
    event: "PIN_CHANGED",
    display_phone_number: "12025550100",
  });
  expect(codeOf(await set(fresh, { pin: "654321" }))).toBe(133010);
});

test("the profile is changed within its limits, with a picture from an upload", async () => {
  const path = `${number}/whatsapp_business_profile`;
  const profile = {
    about: "By the quay",
    email: "desk@example.org",
    websites: ["https://example.org"],
    vertical: "HEALTH",
  };
  expect((await set(path, { messaging_product: "whatsapp", ...profile })).json).toEqual({ success: true });
  const names = [...Object.keys(profile), "profile_picture_url"].join(",");
  expect(await get(`${path}?fields=${names}`)).toEqual({ data: [profile] });
  for (const bad of [
    { about: "x".repeat(140) },
    { about: "" },
    { email: "none" },
    { websites: ["ftp://x"] },
    { websites: ["https://a", "https://b", "https://c"] },
    { vertical: "MAGIC" },
    { profile_picture_handle: "4::x" },
  ])
    expect(codeOf(await set(path, { messaging_product: "whatsapp", ...bad }))).toBe(100);
  const png = Buffer.from("89504e470d0a1a0a", "hex");
  const begun = await set(`100000000000001/uploads?file_length=8&file_type=image/png`, {});
  const url = `${house.emulator.url}/v26.0/${String(begun.json["id"])}`;
  const uploaded = await fetch(url, {
    method: "POST",
    body: png,
    headers: { authorization: "OAuth token", file_offset: "0" },
  });
  const { h } = (await uploaded.json()) as { h: string };
  await set(path, { messaging_product: "whatsapp", profile_picture_handle: h });
  const [known] = listAt(await get(`${path}?fields=${names}`), "data");
  const picture = await fetch(String(known?.["profile_picture_url"]));
  expect(Buffer.from(await picture.arrayBuffer())).toEqual(png);
});

test("settings are kept; where messages are stored can be chosen only before a number is registered", async () => {
  const identity = { user_identity_change: { enable_identity_key_check: true } };
  expect((await set(`${number}/settings`, identity)).json).toEqual({ success: true });
  expect(await get(`${number}/settings`)).toMatchObject({
    ...identity,
    storage_configuration: { status: "DEFAULT" },
  });
  const local = { status: "IN_COUNTRY_STORAGE_ENABLED", data_localization_region: "CH" };
  expect(codeOf(await set(`${number}/settings`, { storage_configuration: local }))).toBe(100);
  expect((await set(`${fresh}/settings`, { storage_configuration: local })).status).toBe(200);
  expect(await get(`${fresh}/settings`)).toMatchObject({ storage_configuration: local });
  const none = { status: "NO_STORAGE_ENABLED", retention_minutes: 30 };
  expect(codeOf(await set(`${fresh}/settings`, { storage_configuration: none }))).toBe(100);
});

test("commands and prompts are kept within their limits", async () => {
  const commands = [{ command_name: "appointments", command_description: "See your visits" }];
  const path = `${number}/conversational_automation`;
  expect((await set(path, { commands, prompts: ["Book a visit"] })).json).toEqual({ success: true });
  const { conversational_automation: kept } = await get(`${number}?fields=conversational_automation`);
  expect(kept).toMatchObject({ enable_welcome_message: false, commands, prompts: ["Book a visit"] });
  const many = ["a", "b", "c", "d", "e"];
  for (const bad of [
    { prompts: many },
    { prompts: ["Hello 👋"] },
    { commands: [{ command_name: "x".repeat(33) }] },
  ])
    expect(codeOf(await set(path, bad))).toBe(100);
});

test("the key for Flows is an RSA key of 2,048 bits, and gone after the number is registered anew", async () => {
  const pem = (bits: number) =>
    generateKeyPairSync("rsa", { modulusLength: bits })
      .publicKey.export({ type: "spki", format: "pem" })
      .toString();
  const path = `${number}/whatsapp_business_encryption`;
  const form = (key: string) =>
    fetch(`${house.emulator.url}/v26.0/${path}`, {
      method: "POST",
      body: new URLSearchParams({ business_public_key: key }),
      headers: { authorization: "Bearer token" },
    });
  expect([(await form("nonsense")).status, (await form(pem(1_024))).status]).toEqual([400, 400]);
  const key = pem(2_048);
  expect((await form(key)).status).toBe(200);
  expect(await get(path)).toEqual({
    data: [{ business_public_key: key, business_public_key_signature_status: "VALID" }],
  });
  await set(`${number}/deregister`, {});
  await register("123456", number);
  expect(await get(path)).toEqual({ data: [] });
});

test("a username is taken once, and told", async () => {
  expect((await set(`${number}/username`, { username: "harbour.clinic" })).json).toEqual({
    status: "approved",
  });
  expect([
    codeOf(await set(`${fresh}/username`, { username: "harbour.clinic" })),
    codeOf(await set(`${fresh}/username`, { username: "a!" })),
  ]).toEqual([147002, 147001]);
  await house.settled();
  expect(house.receiver.hooks[0]?.value).toMatchObject({ username: "harbour.clinic", status: "approved" });
  expect(await get(`${number}/username`)).toEqual({ username: "harbour.clinic", status: "approved" });
  await house.graph("DELETE", `${number}/username`);
  expect(await get(`${number}/username`)).toEqual({});
});

test("a number that is not verified asks for a code, and enters it, before it is registered", async () => {
  const made = await house.control("POST", "/numbers", {
    displayPhoneNumber: "34600900102",
    verifiedName: "Sur",
    isRegistered: false,
    isVerified: false,
  });
  const id = String(made.json["phoneNumberId"]);
  expect(codeOf(await register("123456", id))).toBe(133006);
  expect((await set(`${id}/request_code`, { code_method: "SMS", language: "es" })).json).toEqual({
    success: true,
  });
  const { code } = (await house.control("GET", `/numbers/${id}`)).json;
  expect(codeOf(await set(`${id}/verify_code`, { code: "000000" }))).toBe(136025);
  expect((await set(`${id}/verify_code`, { code })).json).toEqual({ success: true });
  expect((await register("123456", id)).status).toBe(200);
});
