// Calls about accounts, numbers and tokens that published clients of the Cloud API make.
import { afterAll, beforeAll, expect, test } from "vitest";
import { number, openHouse, waba, type Answered, type House } from "./house.fixture.ts";
import { jsonAt, listAt, type Json } from "./rules/json.ts";

const app = "100000000000001";
let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const get = async (path: string): Promise<Json> => (await house.graph("GET", path)).json;
const post = (path: string, body: Json = {}): Promise<Answered> => house.graph("POST", path, body);
const errorOf = ({ status, json }: Answered): unknown => [status, jsonAt(json, "error")?.["code"]];
const anonymous = async (path: string): Promise<Json> =>
  (await (await fetch(`${house.emulator.url}/v26.0/${path}`)).json()) as Json;

test("the settings of a catalog's shop are kept", async () => {
  const path = `${number}/whatsapp_commerce_settings`;
  expect(await get(path)).toMatchObject({ data: [{ is_cart_enabled: true, is_catalog_visible: false }] });
  expect((await post(`${path}?is_cart_enabled=false&is_catalog_visible=true`)).json).toEqual({
    success: true,
  });
  expect(await get(path)).toMatchObject({ data: [{ is_cart_enabled: false, is_catalog_visible: true }] });
  expect(errorOf(await post(`${path}?is_cart_enabled=maybe`))).toEqual([400, 100]);
});

test("an account is changed, and tells whatever clients ask of it", async () => {
  const change = { disable_marketing_messages_on_cloud_api: true, timezone_id: "46" };
  expect((await post(waba, change)).json).toEqual({ id: waba });
  const fields = "status,country,timezone_id,is_enabled_for_insights,disable_marketing_messages_on_cloud_api";
  expect(
    await get(`${waba}?fields=${fields},marketing_messages_lite_api_status,subscribed_apps{name}`),
  ).toEqual({
    id: waba,
    status: "ACTIVE",
    country: "ES",
    is_enabled_for_insights: false,
    marketing_messages_lite_api_status: "ONBOARDED",
    subscribed_apps: { data: [{ whatsapp_business_api_data: expect.objectContaining({ id: app }) }] },
    ...change,
  });
  expect(errorOf(await post(waba, { nonsense: 1 }))).toEqual([400, 100]);
});

test("a number asks for another name, which is told, and takes it when it is registered anew", async () => {
  house.receiver.hooks.length = 0;
  expect((await post(`${number}?new_display_name=Harbour Two`)).json).toEqual({ success: true });
  await house.settled();
  expect(house.receiver.hooks[0]?.value).toMatchObject({
    decision: "APPROVED",
    requested_verified_name: "Harbour Two",
  });
  const fields = "verified_name,new_display_name,new_name_status";
  expect(await get(`${number}?fields=${fields}`)).toMatchObject({
    verified_name: "Harbour Clinic",
    new_display_name: "Harbour Two",
    new_name_status: "APPROVED",
  });
  await post(`${number}/register`, { messaging_product: "whatsapp", pin: "123456" });
  expect(await get(`${number}?fields=${fields}`)).toEqual({ id: number, verified_name: "Harbour Two" });
  expect(errorOf(await post(number, { new_display_name: "ab" }))).toEqual([400, 100]);
});

test("a number tells its profile and when it came; numbers are filtered", async () => {
  const told = await get(
    `${number}?fields=is_preverified_number,last_onboarded_time,whatsapp_business_profile{about,vertical}`,
  );
  expect(told).toMatchObject({
    is_preverified_number: false,
    last_onboarded_time: expect.stringMatching(/\+0000$/),
    whatsapp_business_profile: { data: [{ vertical: "UNDEFINED" }] },
  });
  const filter = (value: string): string =>
    encodeURIComponent(JSON.stringify([{ field: "account_mode", operator: "EQUAL", value }]));
  const listed = async (value: string): Promise<unknown> =>
    listAt(await get(`${waba}/phone_numbers?filtering=${filter(value)}`), "data").length;
  expect([await listed("LIVE"), await listed("SANDBOX")]).toEqual([1, 0]);
});

test("a profile is emptied by empty texts", async () => {
  const path = `${number}/whatsapp_business_profile`;
  const full = {
    messaging_product: "whatsapp",
    email: "desk@example.org",
    websites: ["https://example.org"],
  };
  await post(path, full);
  for (const websites of ["", [], [""]]) {
    const empty = { messaging_product: "whatsapp", email: "", websites, profile_picture_handle: "" };
    expect((await post(path, empty)).json).toEqual({ success: true });
    expect(await get(`${path}?fields=email,websites`)).toEqual({ data: [{}] });
  }
});

test("members of a profile that are null stay as they are", async () => {
  const change = { messaging_product: "whatsapp", websites: null, about: null };
  expect((await post(`${number}/whatsapp_business_profile`, change)).json).toEqual({ success: true });
});

test("settings for calls that are null are as if they were not there", async () => {
  const calling = {
    status: "ENABLED",
    call_hours: { status: "DISABLED", holiday_schedule: null },
    sip: null,
  };
  await post(`${number}/settings`, { calling });
  expect((await get(`${number}/settings`))["calling"]).toEqual({
    status: "ENABLED",
    call_hours: { status: "DISABLED" },
  });
});

test("a number is added to an account, asks for a code and is registered", async () => {
  const made = await post(`${waba}/phone_numbers`, {
    cc: "44",
    phone_number: "7700 900555",
    verified_name: "Harbour North",
  });
  const id = String(made.json["id"]);
  expect(await get(id)).toMatchObject({
    display_phone_number: "+44 7700900555",
    code_verification_status: "NOT_VERIFIED",
  });
  expect(
    errorOf(
      await post(`${waba}/phone_numbers`, { cc: "44", phone_number: "7700900555", verified_name: "x" }),
    ),
  ).toEqual([400, 100]);
  await post(`${id}/request_code`, { code_method: "SMS", language: "en" });
  const { code } = (await house.control("GET", `/numbers/${id}`)).json;
  expect((await post(`${id}/verify_code`, { code })).json).toEqual({ success: true });
  expect((await post(`${id}/register`, { messaging_product: "whatsapp", pin: "111111" })).status).toBe(200);
});

test("an app gets its own token for its secret, and tokens are described", async () => {
  const ask = (secret: string): Promise<Json> =>
    anonymous(`oauth/access_token?client_id=${app}&client_secret=${secret}&grant_type=client_credentials`);
  expect(await ask("test-app-secret")).toEqual({
    access_token: `${app}|test-app-secret`,
    token_type: "bearer",
  });
  expect(await ask("wrong")).toMatchObject({ error: { code: 1, type: "OAuthException" } });
  const told = await get("debug_token?input_token=token");
  expect(told["data"]).toMatchObject({
    app_id: app,
    is_valid: true,
    scopes: expect.arrayContaining(["whatsapp_business_messaging"]),
  });
  expect((await get("debug_token?input_token=other"))["data"]).toMatchObject({ is_valid: false });
  expect(await get("me?fields=id,name")).toMatchObject({
    id: expect.stringMatching(/^\d+$/),
    name: expect.any(String),
  });
});

test("calls and groups are answered as for a number that has neither", async () => {
  await post(`${number}/settings`, { calling: { status: "DISABLED" } });
  const call = { messaging_product: "whatsapp", to: "447700900123", action: "connect", session: {} };
  expect(errorOf(await post(`${number}/calls`, call))).toEqual([401, 138000]);
  await post(`${number}/settings`, { calling: { status: "ENABLED" } });
  expect(errorOf(await post(`${number}/calls`, call))).toEqual([401, 138006]);
  const accept = { messaging_product: "whatsapp", call_id: "wacid.x", action: "accept" };
  expect(errorOf(await post(`${number}/calls`, accept))).toEqual([400, 131009]);
  expect(await get(`${number}/call_permissions?user_wa_id=447700900123`)).toMatchObject({
    messaging_product: "whatsapp",
    permission: { status: "no_permission" },
    actions: [
      { action_name: "send_call_permission_request", can_perform_action: true, limits: expect.any(Array) },
      { action_name: "start_call", can_perform_action: false },
    ],
  });
  expect(errorOf(await house.graph("GET", `${number}/groups`))).toEqual([400, 131215]);
  expect(errorOf(await post(`${number}/groups`, { subject: "x" }))).toEqual([400, 131215]);
});
