import { afterEach, expect, test } from "vitest";
import { number, openHouse, waba, type House } from "./house.fixture.ts";
import { jsonAt, listAt } from "./rules/json.ts";
import type { EmulatorOptions } from "./options.ts";
import { reminder, reminderSend } from "./templates.fixture.ts";

let house: House;
let aheadMs = 0;
afterEach(() => house.close());

async function open(limits?: EmulatorOptions["limits"], seed: EmulatorOptions["seed"] = []): Promise<void> {
  aheadMs = 0;
  const clock = { now: () => new Date(Date.now() + aheadMs) };
  house = await openHouse({ templates: [reminder], clock, seed, ...(limits !== undefined && { limits }) });
}

const codeOf = async (to: string): Promise<unknown> =>
  jsonAt((await house.send(to, { text: { body: "x" } })).json, "error")?.["code"];
const burst = async (to: string, count: number): Promise<unknown[]> =>
  Promise.all(Array.from({ length: count }, () => codeOf(to)));

test("unless told otherwise nothing is limited", async () => {
  await open();
  const { phone } = await house.patient();
  expect((await burst(phone, 120)).filter((code) => code !== undefined)).toEqual([]);
});

test("a number carries so many messages in any second, those of patients among them", async () => {
  await open({ numberPerSecond: 10 });
  const { id, phone } = await house.patient();
  for (let sent = 0; sent < 3; sent += 1)
    await house.control("POST", `/patients/${id}/messages`, { type: "text", text: "hi" });
  const codes = await burst(phone, 12);
  expect(codes.filter((code) => code === undefined)).toHaveLength(6);
  expect(new Set(codes)).toEqual(new Set([undefined, 130429]));
  await new Promise((resolve) => setTimeout(resolve, 1_010));
  expect(await codeOf(phone)).toBeUndefined();
});

test("by itself a number carries 80 in a second, or 20 beside the app on a phone", async () => {
  // Seconds ten times as long, so that a slow machine sends all of this within one.
  await open({ timeScale: 0.1 });
  const { phone } = await house.patient();
  expect((await burst(phone, 90)).filter((code) => code === undefined)).toHaveLength(79);
  await house.control("PATCH", `/numbers/${number}`, { throughput: "HIGH" });
  expect(new Set(await burst(phone, 90))).toEqual(new Set([undefined]));
  await house.control("PATCH", `/numbers/${number}`, { coexists: true });
  expect(await codeOf(phone)).toBe(130429);
});

test("one person gets 45 at once, another is not slowed by that", async () => {
  await open({ pairs: true, numberPerSecond: 10_000, timeScale: 0.1 });
  const { phone } = await house.patient();
  const other = await house.patient({ name: "Ben" });
  const codes = await burst(phone, 50);
  expect(codes.filter((code) => code === undefined)).toHaveLength(45);
  expect(codes).toContain(131056);
  expect(await codeOf(other.phone)).toBeUndefined();
});

test("an account's hour holds so many calls about it, and answers tell how full it is", async () => {
  await open({ managementPerHour: 2 });
  const list = () => house.graph("GET", `${waba}/message_templates`);
  const usage = async (): Promise<unknown> => (await list()).headers.get("x-business-use-case-usage");
  await list();
  expect(await usage()).toContain(`{"${waba}":[{"type":"whatsapp","call_count":50,`);
  const { status, json } = await list();
  expect([status, jsonAt(json, "error")?.["code"]]).toEqual([400, 80007]);
  const { phone } = await house.patient();
  expect(await codeOf(phone)).toBeUndefined();
});

test("limits change while it runs, and a reset brings back those it began with", async () => {
  await open({ numberPerSecond: 1_000 });
  const { phone } = await house.patient();
  await house.control("POST", "/limits", { numberPerSecond: 1 });
  expect(await burst(phone, 2)).toContain(130429);
  await house.control("POST", "/limits", "off");
  expect(await burst(phone, 2)).toEqual([undefined, undefined]);
  await house.control("DELETE", "");
  expect((await house.control("GET", "/limits")).json["limits"]).toEqual({ numberPerSecond: 1_000 });
  expect((await house.control("POST", "/limits", { numberPerSecond: 0 })).status).toBe(400);
});

test("beyond the tier a stranger is not reached, until a day has passed; who writes can be answered", async () => {
  const strangers = Array.from({ length: 252 }, (_, index) => `4477009${String(index).padStart(5, "0")}`);
  const seed = strangers.map((phone) => ({ name: "Stranger", phone, readReceipts: false }));
  await open({ messagingLimit: "TIER_250", numberPerSecond: 10_000 }, seed);
  await Promise.all(strangers.slice(0, 250).map((phone) => house.send(phone, reminderSend())));
  await house.send(strangers[250] ?? "", reminderSend());
  await house.settled();
  const failed = house.receiver.hooks
    .flatMap(({ value }) => listAt(value, "statuses"))
    .filter((status) => status["status"] === "failed");
  expect(failed.map((status) => [status["recipient_id"], listAt(status, "errors")[0]?.["code"]])).toEqual([
    [strangers[250], 131048],
  ]);
  house.receiver.hooks.length = 0;
  await house.send(strangers[0] ?? "", reminderSend());
  const { phone } = await house.patient();
  await house.send(phone, { text: { body: "x" } });
  aheadMs = 25 * 3_600_000;
  await house.send(strangers[251] ?? "", reminderSend());
  await house.settled();
  expect(house.receiver.statuses()).not.toContain("failed");
});

test("a tier that grows is told to each account", async () => {
  await open();
  const { phone } = await house.patient();
  await house.send(phone, { text: { body: "x" } });
  await house.settled();
  house.receiver.hooks.length = 0;
  await house.control("POST", "/limits", { messagingLimit: "TIER_2K" });
  await house.settled();
  expect(house.receiver.hooks[0]?.value).toMatchObject({ max_daily_conversations_per_business: "TIER_2K" });
});
