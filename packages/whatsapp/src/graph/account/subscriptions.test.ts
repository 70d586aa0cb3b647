import { afterEach, beforeEach, expect, test } from "vitest";
import { answered, asked, startMeta, success } from "../meta.fixture.ts";
import type { Meta } from "../meta.fixture.ts";
import { subscriptionsOf } from "./subscriptions.ts";

let meta: Meta;

beforeEach(async () => {
  meta = await startMeta();
});
afterEach(() => meta.close());

test("our application is subscribed, here or elsewhere, and no more", async () => {
  const subscriptions = subscriptionsOf(meta.client);
  meta.answers(success);
  await subscriptions.subscribe("102");
  await subscriptions.subscribe("102", { callbackUrl: "https://clinic.example/wa", verifyToken: "v" });
  await subscriptions.unsubscribe("102");
  expect(asked(meta)).toEqual([
    ["POST", "102/subscribed_apps"],
    [
      "POST",
      "102/subscribed_apps",
      { override_callback_uri: "https://clinic.example/wa", verify_token: "v" },
    ],
    ["DELETE", "102/subscribed_apps"],
  ]);
  const other = { callbackUrl: `https://clinic.example/${"x".repeat(200)}`, verifyToken: "v" };
  await expect(subscriptions.subscribe("102", other)).rejects.toMatchObject({ kind: "invalid" });
});

test("who is subscribed", async () => {
  const app = { id: "77", name: "Careline", link: "https://x" };
  meta.answers(
    answered(200, {
      data: [{ whatsapp_business_api_data: app, override_callback_uri: "https://clinic.example/wa" }, {}],
    }),
  );
  expect(await subscriptionsOf(meta.client).list("102")).toEqual([
    { id: "77", name: "Careline", callbackUrl: "https://clinic.example/wa" },
    { id: undefined, name: undefined, callbackUrl: undefined },
  ]);
});
