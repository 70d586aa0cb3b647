import { afterEach, beforeEach, expect, test } from "vitest";
import { type Answered } from "./house.fixture.ts";
import { jsonAt, listAt, type Json } from "./rules/json.ts";
import {
  errorOf,
  openTemplateHouse,
  reviewMs,
  templates,
  visitTomorrow,
  type TemplateHouse,
} from "./template-house.fixture.ts";

const dayMs = 24 * 60 * 60 * 1000;

let house: TemplateHouse;
beforeEach(async () => {
  house = await openTemplateHouse();
});
afterEach(() => house.close());

test("a submitted template is under review until its time has come, and can be sent after", async () => {
  const { phone } = await house.patient();
  const { json } = await house.create();
  expect(json).toEqual({ id: expect.stringMatching(/^\d{16}$/), status: "PENDING", category: "UTILITY" });
  const language = { code: "en" };
  const parameters = [
    { type: "text", text: "Tuesday" },
    { type: "text", text: "10:15" },
  ];
  const send = {
    type: "template",
    template: { name: "visit_tomorrow", language, components: [{ type: "body", parameters }] },
  };
  expect(errorOf(await house.send(phone, send))?.["code"]).toBe(132001);
  await house.pass(reviewMs + 1_000);
  await house.settled();
  expect(house.told("APPROVED")).toMatchObject([
    {
      message_template_id: Number(json["id"]),
      message_template_name: "visit_tomorrow",
      message_template_language: "en",
      reason: "NONE",
    },
  ]);
  expect((await house.send(phone, send)).status).toBe(200);
  expect((await house.graph("GET", String(json["id"]))).json).toMatchObject({
    status: "APPROVED",
    name: "visit_tomorrow",
  });
});

test("a utility template that promotes something becomes marketing; who forbids that is rejected", async () => {
  const text = "Your visit is on {{1}}. This week all patients get a 20% discount on whitening.";
  const offer = { components: [{ type: "BODY", text, example: { body_text: [["Tuesday"]] } }] };
  await house.created({ name: "offer", ...offer });
  await house.created({ name: "strict_offer", ...offer, allow_category_change: false });
  await house.settled();
  expect(house.receiver.hooks.map(({ value }) => value)).toContainEqual(
    expect.objectContaining({
      previous_category: "UTILITY",
      new_category: "MARKETING",
      message_template_name: "offer",
    }),
  );
  expect(house.told("REJECTED")).toMatchObject([
    { message_template_name: "strict_offer", reason: "INCORRECT_CATEGORY" },
  ]);
});

test("reviewers decide by order; a name means nothing to them", async () => {
  await house.created({ name: "please_reject_this" });
  const { json } = await house.create({ name: "fine" });
  await house.control("POST", `/templates/${String(json["id"])}`, {
    status: "REJECTED",
    reason: "SCAM",
    description: "Looks like one",
  });
  await house.pass(reviewMs + 1_000);
  await house.settled();
  expect(house.told("APPROVED")).toMatchObject([{ message_template_name: "please_reject_this" }]);
  expect(house.told("REJECTED")).toMatchObject([
    { message_template_name: "fine", reason: "SCAM", rejection_info: { reason: "Looks like one" } },
  ]);
  const rejected = await house.graph("GET", `${templates}?status=REJECTED&fields=name,rejected_reason`);
  expect(rejected.json["data"]).toMatchObject([{ name: "fine", rejected_reason: "SCAM" }]);
});

test("low quality pauses for three hours, then six, and then for good; an order reinstates", async () => {
  const id = await house.created();
  const pause = () => house.control("POST", `/templates/${id}`, { status: "PAUSED", quality: "RED" });
  await pause();
  expect((await house.graph("GET", `${id}?fields=status,quality_score`)).json).toMatchObject({
    status: "PAUSED",
    quality_score: { score: "RED" },
  });
  await house.pass(3 * 3_600_000 + 1);
  await pause();
  await house.pass(3 * 3_600_000 + 1);
  expect((await house.graph("GET", `${id}?fields=status`)).json["status"]).toBe("PAUSED");
  await house.pass(3 * 3_600_000);
  await pause();
  await house.settled();
  const titles = ["PAUSED", "APPROVED", "DISABLED"].map((event) =>
    house.told(event).map((value) => jsonAt(value, "other_info")?.["title"]),
  );
  expect(titles).toEqual([["FIRST_PAUSE", "SECOND_PAUSE"], [undefined, "UNPAUSE", "UNPAUSE"], ["DISABLED"]]);
  expect(errorOf(await house.graph("DELETE", `${templates}?name=visit_tomorrow`))?.["code"]).toBe(100);
  await house.control("POST", `/templates/${id}`, { status: "REINSTATED" });
  await house.settled();
  expect(house.told("REINSTATED")).toHaveLength(1);
});

test("another category is announced a day ahead", async () => {
  const id = await house.created();
  await house.control("POST", `/templates/${id}`, { category: "MARKETING" });
  await house.pass(dayMs - 60_000);
  expect((await house.graph("GET", id)).json).toMatchObject({
    category: "UTILITY",
    correct_category: "MARKETING",
  });
  await house.pass(reviewMs + 1_000);
  expect((await house.graph("GET", id)).json).toMatchObject({
    category: "MARKETING",
    previous_category: "UTILITY",
  });
});

test("an approved template is edited once a day, is reviewed again, and keeps its category", async () => {
  const id = await house.created();
  const edit = (change: object) => house.graph("POST", id, change);
  const text = "Your visit is on {{1}} at {{2}}. Please tell us if you cannot come.";
  expect(errorOf(await edit({ category: "MARKETING" }))?.["code"]).toBe(100);
  const change = { components: [{ ...visitTomorrow.components[0], text }] };
  expect((await edit(change)).json).toMatchObject({ success: true });
  expect((await edit(change)).status).toBe(400);
  await house.pass(reviewMs + 1_000);
  expect((await house.graph("GET", id)).json).toMatchObject({ status: "APPROVED", components: [{ text }] });
  expect((await edit(change)).status).toBe(400);
  await house.pass(dayMs);
  expect((await edit(change)).status).toBe(200);
});

test("the name of a deleted template is taken for 30 days; one language goes by its id", async () => {
  await house.created();
  const spanish = await house.created({ language: "es" });
  expect((await house.graph("DELETE", `${templates}?name=visit_tomorrow&hsm_id=${spanish}`)).json).toEqual({
    success: true,
  });
  expect(listAt((await house.graph("GET", templates)).json, "data")).toMatchObject([{ language: "en" }]);
  expect(errorOf(await house.create({ language: "es" }))?.["error_subcode"]).toBe(2388023);
  expect(errorOf(await house.create())?.["error_subcode"]).toBe(2388024);
  await house.graph("DELETE", `${templates}?name=visit_tomorrow`);
  expect(errorOf(await house.create({ language: "fr" }))?.["error_subcode"]).toBe(2388023);
  await house.pass(31 * dayMs);
  expect((await house.create()).status).toBe(200);
  expect(errorOf(await house.graph("DELETE", `${templates}?name=never`))?.["error_subcode"]).toBe(2593002);
});

test("lists go forward and back by cursors; one that is made up is refused", async () => {
  for (const name of ["a", "b", "c", "d"]) await house.create({ name });
  const names = ({ json }: Answered) => listAt(json, "data").map((each) => each["name"]);
  const first = await house.graph("GET", `${templates}?limit=2`);
  const cursor = (json: Json, key: string) => String(jsonAt(jsonAt(json, "paging"), "cursors")?.[key]);
  const second = await house.graph("GET", `${templates}?limit=2&after=${cursor(first.json, "after")}`);
  const back = await house.graph("GET", `${templates}?limit=2&before=${cursor(second.json, "after")}`);
  expect([names(first), names(second), names(back)]).toEqual([
    ["a", "b"],
    ["c", "d"],
    ["b", "c"],
  ]);
  expect(jsonAt(second.json, "paging")).not.toHaveProperty("next");
  expect(errorOf(await house.graph("GET", `${templates}?after=bm9uc2Vuc2U`))?.["code"]).toBe(131059);
});
