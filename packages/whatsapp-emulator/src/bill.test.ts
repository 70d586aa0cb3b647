import { afterEach, beforeEach, expect, test } from "vitest";
import { number, openHouse, type House } from "./house.fixture.ts";
import { listAt } from "./rules/json.ts";
import { billOf } from "./rules/bill.ts";
import type { Message } from "./state/model.ts";
import { reminder, reminderSend } from "./templates.fixture.ts";

let house: House;
beforeEach(async () => {
  const rates = { currency: "EUR", perMessage: { utility: 0.01, service: 0.5 } };
  house = await openHouse({ templates: [reminder], rates });
});
afterEach(() => house.close());

test("the bill counts what was delivered, by category and type; what failed costs nothing", async () => {
  const { phone } = await house.patient();
  await house.send(phone, reminderSend());
  await house.send(phone, reminderSend());
  await house.send(phone, { text: { body: "x" } });
  await house.send("447700900999", reminderSend());
  await house.settled();
  const { json } = await house.control("GET", "/bill");
  expect(json).toMatchObject({
    currency: "EUR",
    total: 0.02,
    lines: [
      { phoneNumberId: number, category: "utility", type: "regular", count: 2, cost: 0.02 },
      { phoneNumberId: number, category: "service", type: "free_customer_service", count: 1, cost: 0 },
    ],
  });
  expect((await house.control("GET", "/bill?month=2001-01")).json).toMatchObject({ lines: [], total: 0 });
  expect((await house.control("GET", "/bill?month=soon")).status).toBe(400);
});

test("a message is billed in the month in which it was delivered", () => {
  const at = (moment: string) => Date.parse(moment);
  const message: Message = {
    ...{ cursor: 1, id: "wamid.1", phoneNumberId: number, direction: "to_patient" as const, type: "text" },
    ...{ at: at("2026-10-31T23:59:59Z"), body: {}, shown: {} },
    price: { category: "utility", type: "regular" },
    statuses: [{ status: "delivered", at: at("2026-11-01T00:00:01Z") }],
  };
  const count = (month: string) => billOf([message], month).lines.length;
  expect([count("2026-10"), count("2026-11")]).toEqual([0, 1]);
});

test("sends of a held template wait, then go on or fail as those of a paused one", async () => {
  const { phone } = await house.patient();
  await house.control("POST", "/holds", { template: "visit_reminder" });
  const { json } = await house.send(phone, reminderSend());
  expect(listAt(json, "messages")[0]).toMatchObject({ message_status: "held_for_quality_assessment" });
  await house.settled();
  expect(house.receiver.statuses()).toEqual([]);
  expect((await house.control("POST", "/holds/visit_reminder", { outcome: "sent" })).json).toEqual({
    sent: 1,
  });
  await house.settled();
  expect(house.receiver.statuses()).toEqual(["sent", "delivered", "read"]);
  house.receiver.hooks.length = 0;
  await house.control("POST", "/holds", { template: "visit_reminder" });
  await house.send(phone, reminderSend());
  await house.control("POST", "/holds/visit_reminder", { outcome: "failed" });
  await house.settled();
  const [failed] = listAt(house.receiver.hooks[0]?.value, "statuses");
  expect(listAt(failed, "errors")[0]?.["code"]).toBe(132015);
  expect((await house.control("POST", "/holds/visit_reminder", { outcome: "sent" })).status).toBe(404);
});
