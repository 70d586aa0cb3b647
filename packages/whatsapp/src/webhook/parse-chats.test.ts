import { expect, test } from "vitest";
import { chatFieldSamples, valueOf, webhookOfField } from "../samples/index.ts";
import { parseWebhook } from "./parse-webhook.ts";

test.each(chatFieldSamples)("%s", (_name, field, value, expected) => {
  const { messages, others } = parseWebhook(webhookOfField(field, value));
  expect(messages).toMatchObject([expected]);
  expect(others).toEqual([]);
});

const stop = {
  wa_id: "447700900123",
  category: "marketing_messages",
  value: "stop",
  timestamp: 1763800012,
};

function idOf(preference: object): string | undefined {
  const value = valueOf({ user_preferences: [preference] });
  return parseWebhook(webhookOfField("user_preferences", value)).messages[0]?.id;
}

test("a preference that comes twice has one id; another person, moment or choice has another", () => {
  const id = idOf(stop);
  expect(id).toMatch(/^preference\.[0-9a-f]{64}$/);
  expect(idOf({ ...stop, timestamp: "1763800012", detail: "said otherwise" })).toBe(id);
  const others = [
    { ...stop, wa_id: "447700900124" },
    { ...stop, timestamp: 1763800013 },
    { ...stop, value: "resume" },
  ];
  expect(new Set([id, ...others.map(idOf)]).size).toBe(4);
});

test.each([
  ["neither stop nor resume", { ...stop, value: "later" }],
  ["about something else than marketing", { ...stop, category: "utility_messages" }],
  ["of nobody", { ...stop, wa_id: "" }],
])("a preference that is %s is kept, and its neighbour is read", (_name, odd) => {
  const value = valueOf({ user_preferences: [odd, { ...stop, user_id: "GB.1" }] });
  const { messages, others } = parseWebhook(webhookOfField("user_preferences", value));
  expect(messages).toMatchObject([{ kind: "preference", from: { userId: "GB.1" } }]);
  expect(others).toMatchObject([{ understood: false, field: "user_preferences", value: odd }]);
});

test("an echo belongs to the chat of whom it was written to, never to the clinic's own number", () => {
  const echo = { from: "12025550100", id: "wamid.1", type: "text", text: { body: "x" } };
  const value = valueOf({
    message_echoes: [
      { ...echo, to: "" },
      { ...echo, to: "+44 7700 900123" },
    ],
  });
  const { messages, others } = parseWebhook(webhookOfField("smb_message_echoes", value));
  expect(messages.map(({ from }) => from)).toEqual([{ phone: "447700900123" }]);
  expect(others).toHaveLength(1);
});

test("imported history and what Meta's agent hears make no messages", () => {
  const message = { from: "447700900123", id: "wamid.1", type: "text", text: { body: "x" } };
  const history = valueOf({ history: [{ threads: [{ id: "447700900123", messages: [message] }] }] });
  const standby = valueOf({ standby: { messages: [message], message_echoes: [message] } });
  for (const [field, value] of [
    ["history", history],
    ["messages", standby],
    ["standby", standby],
  ] as const) {
    const { messages, others } = parseWebhook(webhookOfField(field, value));
    expect(messages).toEqual([]);
    expect(others).toMatchObject([{ field, understood: true }]);
  }
});
