import { afterEach, beforeEach, expect, test } from "vitest";
import { waba } from "./house.fixture.ts";
import { jsonAt, listAt, type Json } from "./rules/json.ts";
import {
  errorOf,
  openTemplateHouse,
  templates,
  visitTomorrow,
  type TemplateHouse,
} from "./template-house.fixture.ts";

let house: TemplateHouse;
beforeEach(async () => {
  house = await openTemplateHouse();
});
afterEach(() => house.close());

const body = (text: string, example: readonly string[] = ["a", "b", "c"]) => ({
  components: [{ type: "BODY", text, example: { body_text: [example] } }],
});
const buttons = (...all: readonly object[]) => ({
  components: [...visitTomorrow.components.slice(0, 1), { type: "BUTTONS", buttons: all }],
});

test.each([
  ["a name with capitals", { name: "Visit" }, undefined],
  ["an unknown language", { language: "xx" }, undefined],
  ["an unknown category", { category: "TRANSACTIONAL" }, undefined],
  ["no components", { components: [] }, undefined],
  ["no body", { components: [{ type: "FOOTER", text: "x" }] }, 2388043],
  ["a body of 1,025 characters", body("x".repeat(1_025)), 2388040],
  ["a variable at the beginning", body("{{1}} is the day of your visit to us"), 2388299],
  ["a variable at the end", body("The day of your visit to us is {{1}}"), 2388299],
  ["too many variables for its length", body("Visit {{1}} at {{2}} in {{3}} please"), 2388293],
  [
    "two variables side by side",
    body("Your visit to our clinic is on {{1}} {{2}} as we said before"),
    2388293,
  ],
  ["a gap between variables", body("Your visit is on {{1}} at {{3}} in our clinic", ["a", "b"]), 2388072],
  ["variables without examples", body("Your visit is on {{1}} at our clinic", []), 2388043],
  [
    "a header with two variables",
    { components: [{ type: "HEADER", format: "TEXT", text: "{{1}} {{2}}" }, ...visitTomorrow.components] },
    2388047,
  ],
  [
    "a header whose file was never uploaded",
    {
      components: [
        { type: "HEADER", format: "IMAGE", example: { header_handle: ["4::x"] } },
        ...visitTomorrow.components,
      ],
    },
    2388047,
  ],
  [
    "a footer with a variable",
    { components: [...visitTomorrow.components, { type: "FOOTER", text: "Hello {{1}}" }] },
    2388073,
  ],
  [
    "three links",
    buttons(...["a", "b", "c"].map((text) => ({ type: "URL", text, url: "https://example.org" }))),
    undefined,
  ],
  [
    "a link with its variable in the middle",
    buttons({ type: "URL", text: "a", url: "https://example.org/{{1}}/x", example: ["y"] }),
    undefined,
  ],
  [
    "quick replies on both sides of a link",
    buttons(
      { type: "QUICK_REPLY", text: "a" },
      { type: "URL", text: "b", url: "https://example.org" },
      { type: "QUICK_REPLY", text: "c" },
    ),
    undefined,
  ],
  ["a time to live of a week", { message_send_ttl_seconds: 604_800 }, undefined],
])("a template with %s is refused", async (_, change, subcode) => {
  const answer = await house.create(change);
  expect([answer.status, errorOf(answer)?.["code"], errorOf(answer)?.["error_subcode"]]).toEqual([
    400,
    100,
    subcode,
  ]);
});

test("a hundred new templates an hour is the most, and 250 in all", async () => {
  for (let index = 0; index < 100; index += 1)
    expect((await house.create({ name: `t_${index}` })).status).toBe(200);
  expect(errorOf(await house.create({ name: "t_100" }))?.["code"]).toBe(80007);
  for (let hour = 1; hour < 3; hour += 1) {
    await house.pass(3_600_001);
    for (let index = 0; index < (hour === 1 ? 100 : 50); index += 1)
      await house.create({ name: `t_${hour}_${index}` });
  }
  expect(errorOf(await house.create({ name: "t_250" }))?.["error_subcode"]).toBe(2388019);
});

test("the library is searched, and what comes of it needs no review", async () => {
  const found = await house.graph("GET", "message_template_library?search=reminder&language=es");
  expect(listAt(found.json, "data")).toMatchObject([{ name: "appointment_reminder_1", category: "UTILITY" }]);
  const from = {
    name: "from_library",
    language: "es",
    category: "UTILITY",
    library_template_name: "appointment_reminder_1",
  };
  expect((await house.graph("POST", templates, from)).json).toMatchObject({ status: "APPROVED" });
});

test("codes have Meta's own words, in several languages at once", async () => {
  const components = [
    { type: "BODY", add_security_recommendation: true },
    { type: "FOOTER", code_expiration_minutes: 10 },
    { type: "BUTTONS", buttons: [{ type: "OTP", otp_type: "COPY_CODE" }] },
  ];
  const asked = { name: "login_code", languages: ["en_US", "es"], category: "AUTHENTICATION", components };
  const { json } = await house.graph("POST", `${waba}/upsert_message_templates`, asked);
  expect(listAt(json, "data")).toMatchObject([{ language: "en_US", status: "PENDING" }, { language: "es" }]);
  const { json: listed } = await house.graph("GET", `${templates}?name=login_code&language=en_US`);
  expect(listAt(listAt(listed, "data")[0], "components")).toMatchObject([
    { text: "*{{1}}* is your verification code. For your security, do not share this code." },
    { text: "This code expires in 10 minutes." },
    { buttons: [{ type: "URL", text: "Copy code" }] },
  ]);
  const previews = await house.graph(
    "GET",
    `${waba}/message_template_previews?category=AUTHENTICATION&languages=es`,
  );
  expect(listAt(previews.json, "data")).toMatchObject([{ body: "Tu código de verificación es *{{1}}*." }]);
});

test("a header of a file takes the handle that an upload gave, also one that was interrupted", async () => {
  const png = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
  const begun = await house.graph(
    "POST",
    `100000000000001/uploads?file_name=map.png&file_length=${png.length}&file_type=image/png`,
  );
  const id = String(begun.json["id"]);
  const put = async (offset: number, bytes: Uint8Array): Promise<Json> => {
    const headers = { authorization: "OAuth token", file_offset: String(offset) };
    const answer = await fetch(`${house.emulator.url}/v26.0/${id}`, {
      method: "POST",
      headers,
      body: new Uint8Array(bytes),
    });
    return (await answer.json()) as Json;
  };
  expect(await put(0, png.subarray(0, 5))).toEqual({ id, file_offset: 5 });
  expect((await house.graph("GET", id)).json).toEqual({ id, file_offset: 5 });
  expect(jsonAt(await put(0, png), "error")?.["code"]).toBe(100);
  const { h } = await put(5, png.subarray(5));
  const header = { type: "HEADER", format: "IMAGE", example: { header_handle: [h] } };
  expect((await house.create({ components: [header, ...visitTomorrow.components] })).status).toBe(200);
});
