// What published clients of the Cloud API read in its answers, and would stumble over if it were not there.
import { afterAll, beforeAll, expect, test } from "vitest";
import { number, openHouse, waba, type Answered, type House } from "./house.fixture.ts";
import { listAt, type Json } from "./rules/json.ts";
import { reminder } from "./templates.fixture.ts";

const business = "100000000000002";
let house: House;
beforeAll(async () => {
  const more = { ...reminder, name: "visit_reminder_two" };
  const paused = { ...reminder, name: "visit_paused", status: "PAUSED" as const };
  house = await openHouse({ templates: [reminder, more, paused] });
});
afterAll(() => house.close());

const get = async (path: string): Promise<Json> => (await house.graph("GET", path)).json;
const post = (path: string, body: Json): Promise<Answered> => house.graph("POST", path, body);

test("a field or edge that an object has not, a path that goes on too far and an unknown object are told apart", async () => {
  const { status, json } = await house.graph("GET", `${number}/nonsense`);
  expect([status, json]).toMatchObject([400, { error: { code: 100, type: "OAuthException" } }]);
  expect(json).toHaveProperty(
    "error.message",
    "(#100) Tried accessing nonexisting field (nonsense) on node type (WhatsAppBusinessPhoneNumber)",
  );
  expect(await get(`${number}/message_templates`)).toHaveProperty(
    "error.message",
    expect.stringContaining("field (message_templates) on node type (WhatsAppBusinessPhoneNumber)"),
  );
  expect((await post(`${number}/message`, {})).json).toMatchObject({
    error: { code: 2500, type: "OAuthException", message: "Unknown path components: /message" },
  });
  expect(await get(`${waba}/a/b`)).toMatchObject({ error: { code: 2500 } });
  for (const path of ["12345/nonsense", "12345/messages", "12345"])
    expect((await post(path, {})).json).toMatchObject({
      error: {
        code: 100,
        error_subcode: 33,
        type: "GraphMethodException",
        message: expect.stringContaining("Object with ID '12345' does not exist"),
      },
    });
});

test("blocked people are listed as clients read them, and as Meta documents them, each with what named them", async () => {
  const { phone, bsuid } = await house.patient();
  await post(`${number}/block_users`, { messaging_product: "whatsapp", block_users: [{ user: phone }] });
  const listed = await get(`${number}/block_users`);
  const user = { messaging_product: "whatsapp", input: phone, wa_id: phone, user_id: bsuid };
  expect(listed["data"]).toEqual([{ ...user, block_users: [user] }]);
});

test("user ids are digits behind the country, as some clients tell them from ids of groups", async () => {
  const { bsuid } = await house.patient();
  expect(bsuid).toMatch(/^GB\.\d{16,20}$/);
});

test("commands and prompts carry the id of their number", async () => {
  const told = await get(`${number}?fields=conversational_automation`);
  expect(told["conversational_automation"]).toMatchObject({ id: number });
});

test("the accounts of a business are listed", async () => {
  for (const edge of ["owned_whatsapp_business_accounts", "client_whatsapp_business_accounts"]) {
    const { data, paging } = await get(`${business}/${edge}?fields=id,name,currency`);
    const own = edge.startsWith("owned") ? [{ id: waba, name: "Harbour Clinic", currency: "EUR" }] : [];
    expect([data, paging]).toMatchObject([own, {}]);
  }
});

test("a Flow tells its account, its app and where it can be previewed, and where its JSON is wrong", async () => {
  const flow_json = '{\n  "version": "7.3",\n  "screens": [{ "id": "1", "layout": {}, "terminal": true }]\n}';
  const made = await post(`${waba}/flows`, { name: "visit", categories: ["OTHER"], flow_json });
  expect(listAt(made.json, "validation_errors")[0]).toMatchObject({ line_start: 3, column_start: 23 });
  const fields = "name,preview.invalidate(false),whatsapp_business_account,application,updated_at";
  const told = await get(`${String(made.json["id"])}?fields=${fields}`);
  expect(told).toMatchObject({
    preview: {
      preview_url: expect.stringMatching(/^http/),
      expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/),
    },
    whatsapp_business_account: { id: waba, name: "Harbour Clinic", timezone_id: "1" },
    application: { id: "100000000000001", name: "Local app", link: expect.any(String) },
    updated_at: expect.any(String),
  });
  const preview = await fetch(String((told["preview"] as Json)["preview_url"]));
  expect(await preview.text()).toBe(flow_json);
});

test("templates are counted for who asks, by several statuses at once, and links to more pages keep the question", async () => {
  const summary = "total_count,message_template_count,message_template_limit,are_translations_complete";
  const both = await get(`${waba}/message_templates?status=APPROVED,PAUSED&summary=${summary}&limit=2`);
  expect(both["summary"]).toEqual({
    total_count: 3,
    message_template_count: 3,
    message_template_limit: 250,
    are_translations_complete: true,
  });
  const listed = await get(`${waba}/message_templates?status=["APPROVED"]&fields=name&limit=1`);
  expect(listed).not.toHaveProperty("summary");
  const next = new URL(String((listed["paging"] as Json)["next"])).searchParams;
  expect([next.get("fields"), next.get("status")]).toEqual(["name", '["APPROVED"]']);
  const found = await get(`${waba}/message_templates?status=APPROVED&fields=name`);
  expect(listAt(found, "data").map(({ name }) => name)).toEqual(["visit_reminder", "visit_reminder_two"]);
});
