import { afterEach, beforeEach, expect, test } from "vitest";
import { answered, refused, startMeta } from "../meta.fixture.ts";
import type { Meta } from "../meta.fixture.ts";
import { messageHistoryOf } from "./message-history.ts";

let meta: Meta;

beforeEach(async () => {
  meta = await startMeta();
});
afterEach(() => meta.close());

test("the history of a message, whose id no fault repeats", async () => {
  const delivered = {
    id: "1",
    delivery_status: "DELIVERED",
    timestamp: 1_764_000_000,
    webhook_update_state: "FAILED",
    error_description: "HTTP 500",
  };
  meta.answers(answered(200, { data: [{ id: "9", message_id: "wamid.x", events: { data: [delivered] } }] }));
  expect(await messageHistoryOf(meta.client, "506", "wamid.x")).toEqual([
    {
      deliveryStatus: "DELIVERED",
      webhookState: "FAILED",
      at: new Date(1_764_000_000_000),
      problem: "HTTP 500",
    },
  ]);
  expect(meta.seen[0]?.url).toMatch(/^\/v26\.0\/506\/message_history\?message_id=wamid\.x&fields=/);
  meta.answers(refused(400, { code: 100, message: "no message wamid.x" }));
  const fault = { message: "WhatsApp: 100 Invalid parameter" };
  await expect(messageHistoryOf(meta.client, "506", "wamid.x")).rejects.toMatchObject(fault);
});
