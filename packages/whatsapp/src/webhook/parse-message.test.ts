import { describe, expect, test } from "vitest";
import { parseWebhook } from "./parse-webhook.ts";
import { inboundKinds, sampleNumber, senders, valueOf, webhookOf } from "../samples/index.ts";
import type { InboundMessage } from "./inbound-message.ts";

const common = { id: "wamid.1", timestamp: "1763800012" };

function read(message: object, contacts: readonly object[] = []): InboundMessage | undefined {
  const parsed = parseWebhook(webhookOf(valueOf({ contacts, messages: [message] })));
  return parsed.messages[0];
}

describe.each(senders)("from a person known by %s", (_name, from, contact) => {
  test.each(inboundKinds)("%s", (_kind, content, expected) => {
    const message = { ...common, ...from, ...content };
    const found = read(message, [contact]);
    expect(found).toMatchObject({ ...sampleNumber, id: "wamid.1", ...expected });
    expect(found?.at).toEqual(new Date("2025-11-22T08:26:52Z"));
    expect(found?.raw).toBe(message);
    expect(found?.from.profileName).toBe("Amina K.");
    expect(found?.from.phone).toBe("from" in from ? from.from : undefined);
    expect(found?.from.userId).toBe("from_user_id" in from ? from.from_user_id : undefined);
  });
});

test("an empty `from` is an absent one", () => {
  const found = read({ ...common, from: "", from_user_id: "GB.1", type: "text", text: { body: "x" } });
  expect(found?.from).toEqual({ userId: "GB.1" });
});

test("a contact adds the id that the message lacks, matched by id and not by place", () => {
  const contacts = [
    { wa_id: "1", user_id: "GB.other" },
    { wa_id: "447700900123", user_id: "GB.mine", profile: { name: "Me" } },
  ];
  expect(read({ ...common, from: "447700900123", type: "text" }, contacts)?.from).toEqual({
    phone: "447700900123",
    userId: "GB.mine",
    profileName: "Me",
  });
});

test("a contact with another user id is somebody else, even at the same place", () => {
  const contacts = [{ wa_id: "447700900123", user_id: "GB.other", profile: { name: "Other" } }];
  const found = read({ ...common, from: "447700900123", from_user_id: "GB.mine", type: "text" }, contacts);
  expect(found?.from).toEqual({ phone: "447700900123", userId: "GB.mine" });
});

test("a message without a sender belongs to the lone contact beside it", () => {
  const found = read({ ...common, type: "unsupported" }, [{ user_id: "GB.1", profile: { name: "A" } }]);
  expect(found?.from).toEqual({ userId: "GB.1", profileName: "A" });
});

test("a changed user id without a sender is from the old one", () => {
  const system = { type: "user_changed_user_id", user_id: "GB.new", previous_user_id: "GB.old" };
  const found = read({ ...common, type: "system", system });
  expect(found?.from).toEqual({ userId: "GB.old" });
  expect(found?.change).toMatchObject({ userId: "GB.new", previousUserId: "GB.old" });
});

test.each([
  ["seconds as text", "1763800012"],
  ["seconds", 1763800012],
  ["milliseconds as text", "1763800012000"],
  ["milliseconds", 1763800012000],
])("a timestamp in %s", (_name, timestamp) => {
  expect(read({ ...common, from: "1234", timestamp })?.at?.toISOString()).toBe("2025-11-22T08:26:52.000Z");
});

test.each([["no"], ["soon", "soon"], ["-5", "-5"], ["too far", "9999999999999999"]])(
  "a message with timestamp %s is kept without one",
  (_name, timestamp?: string) => {
    const found = read({ ...common, from: "1234", timestamp });
    expect(found).toBeDefined();
    expect(found?.at).toBeUndefined();
  },
);

test("a text whose body is no text is kept as something else", () => {
  expect(read({ ...common, from: "1234", type: "text", text: { body: { odd: 1 } } })?.kind).toBe("other");
});
