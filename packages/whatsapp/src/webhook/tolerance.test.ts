import { fc, test as property } from "@fast-check/vitest";
import { expect } from "vitest";
import {
  accountFieldSamples,
  chatFieldSamples,
  inboundKinds,
  senders,
  statusKinds,
  valueOf,
  webhookOfField,
} from "../samples/index.ts";
import { accountEventOf } from "./account-events.ts";
import { parseWebhook } from "./parse-webhook.ts";

type Part = readonly [field: string, value: unknown];

const common = { id: "wamid.1", timestamp: "1763800012" };
const ofMessages: readonly Part[] = senders.flatMap(([, from, contact]) =>
  inboundKinds.map(([, message]): Part => {
    const messages = [{ ...common, ...from, ...message }];
    return ["messages", valueOf({ contacts: [contact], messages })];
  }),
);
const ofStatuses: readonly Part[] = statusKinds.map(([, status]) => [
  "messages",
  valueOf({ statuses: [{ ...common, ...status }] }),
]);
const ofChats: readonly Part[] = chatFieldSamples.map(([, field, value]) => [field, value]);
const ofAccounts: readonly Part[] = accountFieldSamples.map(([field, value]) => [field, value]);
const chats = [...ofMessages, ...ofStatuses, ...ofChats];
const everything = [...chats, ...ofAccounts];

/** What is read of it, without what is kept as it came. */
function read([field, value]: Part): unknown {
  const { messages, statuses, others } = parseWebhook(webhookOfField(field, value));
  const read = [...messages, ...statuses].map(({ raw: _raw, ...item }) => item);
  return [read, others.map(({ why }) => why), accountEventOf(field, value)];
}

function everywhere(value: unknown, change: (value: unknown, key: string) => unknown, key = ""): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => everywhere(item, change, key));
  if (typeof value !== "object" || value === null) return change(value, key);
  const members = Object.entries(value).map(([key, member]) => [key, everywhere(member, change, key)]);
  return change(Object.fromEntries(members), key);
}

property.prop([fc.constantFrom(...everything), fc.jsonValue()])(
  "keys that nobody knows change nothing",
  (part, junk) => {
    const [field, value] = part;
    const grown = everywhere(value, (one) =>
      typeof one === "object" && one !== null ? { brand_new: junk, ...one, another_new: junk } : one,
    );
    expect(read([field, grown])).toEqual(read(part));
  },
);

property.prop([fc.constantFrom(...everything)])("numbers and flags may come as text", (part) => {
  const [field, value] = part;
  const asText = everywhere(value, (one) =>
    typeof one === "number" || typeof one === "boolean" ? String(one) : one,
  );
  expect(read([field, asText])).toEqual(read(part));
});

property.prop([fc.constantFrom(...everything)])("digits may come as numbers", (part) => {
  const [field, value] = part;
  const asNumbers = everywhere(value, (one) =>
    typeof one === "string" && /^[1-9]\d{0,14}$/.test(one) ? Number(one) : one,
  );
  expect(read([field, asNumbers])).toEqual(read(part));
});

const good = { ...common, id: "wamid.good", from: "447700900555", type: "text", text: { body: "x" } };

property.prop([fc.constantFrom(...chats), fc.jsonValue(), fc.nat(), fc.boolean()], { numRuns: 1_000 })(
  "one member that is anything at all neither throws nor spoils a neighbour",
  ([field, value], junk, place, isGone) => {
    let seen = 0;
    let count = 0;
    everywhere(value, (one) => ((count += 1), one));
    const at = place % count;
    const broken = everywhere(value, (one) => (seen++ === at ? (isGone ? undefined : junk) : one));
    const neighbour = { field: "messages", value: valueOf({ messages: [good] }) };
    const changes = [{ field, value: broken }, neighbour];
    const body = { object: "whatsapp_business_account", entry: [{ id: "1", changes }] };
    const { messages } = parseWebhook(body);
    expect(messages.at(-1)?.id).toBe("wamid.good");
    for (const { id, from, text } of messages) {
      expect([typeof id, typeof text]).toEqual(["string", "string"]);
      expect(from.phone ?? from.userId).toMatch(/./);
    }
  },
);
