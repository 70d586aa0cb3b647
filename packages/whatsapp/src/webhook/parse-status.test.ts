import { expect, test } from "vitest";
import { sampleNumber, statusKinds, valueOf, webhookOf } from "../samples/index.ts";
import { parseWebhook } from "./parse-webhook.ts";

const common = { id: "wamid.out", timestamp: "1763800013" };

function read(status: object, parts: object = {}) {
  return parseWebhook(webhookOf(valueOf({ ...parts, statuses: [{ ...common, ...status }] })));
}

test.each(statusKinds)("%s", (_kind, status, expected) => {
  const { statuses, others } = read(status);
  expect(statuses).toMatchObject([{ ...sampleNumber, id: "wamid.out", ...expected }]);
  expect(statuses[0]?.at).toEqual(new Date("2025-11-22T08:26:53Z"));
  expect(others).toEqual([]);
});

test("a group's id is nobody's phone", () => {
  const { statuses } = read({ status: "sent", recipient_type: "group", recipient_id: "120363400000000001" });
  expect(statuses[0]?.recipient).toEqual({});
});

test("the first error that has a code is the one that counts", () => {
  const errors = [
    { title: "none" },
    { code: 1.5 },
    { code: "131026", message: "Undeliverable" },
    { code: 131000 },
  ];
  const { statuses } = read({ status: "failed", errors });
  expect(statuses[0]?.errorCode).toBe(131026);
  expect(statuses[0]?.errors).toEqual([
    { code: 131026, title: "Undeliverable", details: "" },
    { code: 131000, title: "", details: "" },
  ]);
});

test("contacts beside a status may come without a profile", () => {
  const { statuses, others } = read({ status: "delivered" }, { contacts: [{ wa_id: "447700900123" }] });
  expect(statuses).toHaveLength(1);
  expect(others).toEqual([]);
});
