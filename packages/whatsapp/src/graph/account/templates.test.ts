import { afterEach, beforeEach, expect, test } from "vitest";
import { answered, asked, refused, startMeta, success } from "../meta.fixture.ts";
import type { Meta } from "../meta.fixture.ts";
import { templatesOf } from "./templates.ts";
import type { Templates } from "./templates.ts";

let meta: Meta;
let templates: Templates;

beforeEach(async () => {
  meta = await startMeta();
  templates = templatesOf(meta.client);
});
afterEach(() => meta.close());

const body = { type: "BODY", text: "Hello {{1}}", example: { body_text: [["Ana"]] } };
const reminder = {
  id: "594",
  name: "reminder_v1",
  language: "es",
  status: "PAUSED",
  category: "UTILITY",
  sub_category: "FORM",
  parameter_format: "POSITIONAL",
  components: [body],
  quality_score: { score: "YELLOW", date: 1_700_000_000 },
  rejected_reason: "NONE",
  previous_category: "MARKETING",
  correct_category: "MARKETING",
};

test("all pages are listed, each with its cursor", async () => {
  meta.answers(
    answered(200, { data: [reminder], paging: { cursors: { after: "abc" }, next: "https://x" } }),
    answered(200, { data: [{ ...reminder, id: 595 }], paging: { cursors: { after: "def" } } }),
  );
  const found = await templates.list("102", { status: "PAUSED" });
  expect(found.map(({ id }) => id)).toEqual(["594", "595"]);
  expect(found[0]).toEqual({
    id: "594",
    name: "reminder_v1",
    language: "es",
    status: "PAUSED",
    category: "UTILITY",
    subCategory: "FORM",
    parameterFormat: "POSITIONAL",
    components: [body],
    quality: "YELLOW",
    rejectedReason: undefined,
    previousCategory: "MARKETING",
    correctCategory: "MARKETING",
  });
  const urls = meta.seen.map(({ url = "" }) => new URL(url, meta.url));
  expect(urls.map(({ pathname }) => pathname)).toEqual(Array(2).fill("/v26.0/102/message_templates"));
  expect(urls.map(({ searchParams }) => searchParams.get("after"))).toEqual([null, "abc"]);
  expect(urls[1]?.searchParams.get("status")).toBe("PAUSED");
  expect(urls[1]?.searchParams.get("fields")).toContain("quality_score");
});

test("an odd template does not hide its neighbours", async () => {
  meta.answers(answered(200, { data: [null, "x", { id: "1" }, { ...reminder, components: "x" }] }));
  const found = await templates.list("102");
  expect(found.map(({ id, components }) => [id, components])).toEqual([["594", []]]);
});

test("one template is read", async () => {
  meta.answers(answered(200, { ...reminder, rejected_reason: "INVALID_FORMAT" }));
  expect(await templates.get("594")).toMatchObject({ id: "594", rejectedReason: "INVALID_FORMAT" });
  meta.answers(refused(400, { code: 100, error_subcode: 33 }));
  await expect(templates.get("594")).rejects.toMatchObject({ kind: "missing" });
});

test("a template is created as Meta writes it", async () => {
  meta.answers(answered(200, { id: "594", status: "PENDING", category: "MARKETING" }));
  const draft = {
    name: "reminder_v1",
    language: "es",
    category: "UTILITY",
    parameterFormat: "NAMED",
    components: [body],
    ttlSeconds: 3600,
  } as const;
  expect(await templates.create("102", draft)).toEqual({
    id: "594",
    status: "PENDING",
    category: "MARKETING",
  });
  expect(asked(meta)).toEqual([
    [
      "POST",
      "102/message_templates",
      {
        name: "reminder_v1",
        language: "es",
        category: "UTILITY",
        parameter_format: "NAMED",
        components: [body],
        message_send_ttl_seconds: 3600,
      },
    ],
  ]);
});

test("what Meta does not like about a template is said", async () => {
  const error_user_msg = "The template name exists.";
  meta.answers(refused(400, { code: 100, error_subcode: 2388023, error_user_msg, fbtrace_id: "A" }));
  const draft = { name: "a", language: "es", category: "UTILITY", components: [] } as const;
  await expect(templates.create("102", draft)).rejects.toMatchObject({
    kind: "invalid",
    message: "WhatsApp: 100 Template creation or migration (trace A): The template name exists.",
  });
});

test("too many calls are limited, for as long as Meta says", async () => {
  const usage = '{"102":[{"type":"whatsapp","estimated_time_to_regain_access":4}]}';
  meta.answers(refused(400, { code: 80007 }, { "x-business-use-case-usage": usage }));
  await expect(templates.list("102")).rejects.toMatchObject({ kind: "limited", retryAfterMs: 240_000 });
});

test("a template is edited in what is given, and deleted in one language or all", async () => {
  meta.answers(success);
  await templates.edit("594", { components: [body] });
  await templates.edit("594", { category: "MARKETING", ttlSeconds: 60 });
  await templates.delete("102", { name: "reminder_v1" });
  await templates.delete("102", { name: "reminder_v1", id: "594" });
  expect(asked(meta)).toEqual([
    ["POST", "594", { components: [body] }],
    ["POST", "594", { category: "MARKETING", message_send_ttl_seconds: 60 }],
    ["DELETE", "102/message_templates?name=reminder_v1"],
    ["DELETE", "102/message_templates?name=reminder_v1&hsm_id=594"],
  ]);
});
