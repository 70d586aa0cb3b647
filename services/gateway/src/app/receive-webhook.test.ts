import { topics } from "@careline/contracts";
import { DeliveryStatus, MessageKind } from "@careline/contracts/gateway/v1/events";
import { parseWebhook } from "@careline/whatsapp";
import { beforeEach, expect, test } from "vitest";
import {
  alameda,
  alamedaToo,
  amina,
  contentOf,
  eventsOf,
  house,
  type House,
  north,
  posted,
  said,
  valueOf,
} from "../fixtures.ts";
import { receiveWebhook } from "./receive-webhook.ts";

let at: House;
let receive: (body: unknown) => Promise<number>;
const messages = () => eventsOf(topics.messageReceived, at.held);
const statuses = () => eventsOf(topics.statusReceived, at.held);
const changes = () => eventsOf(topics.accountChanged, at.held);

beforeEach(async () => {
  at = await house();
  const carryOut = receiveWebhook(at.ports);
  receive = (body) => carryOut(parseWebhook(body));
});

test("a message becomes one event: ids in clear, everything of the patient sealed", async () => {
  const contacts = [
    { wa_id: amina.from, user_id: amina.from_user_id, profile: { name: "Amina K.", username: "amina.k" } },
  ];
  await receive(posted({ contacts, messages: [said("Hola, quiero una cita")] }));
  const [event] = messages();
  expect(event).toMatchObject({
    tenantId: alameda.tenantId,
    key: event?.value.contactId,
    time: new Date("2025-11-22T08:26:52Z"),
    value: {
      phoneNumberId: alameda.phoneNumberId,
      sentAt: new Date("2025-11-22T08:26:52Z"),
      kind: MessageKind.TEXT,
      originalType: "text",
      messageRef: expect.stringMatching(/^[0-9a-f]{32}$/),
    },
  });
  const content = event === undefined ? undefined : await contentOf(at.phi, event);
  expect(content).toMatchObject({
    from: { phone: amina.from, userId: amina.from_user_id, username: "amina.k" },
    profileName: "Amina K.",
    wamid: "wamid.Hola, quiero una cita",
    text: "Hola, quiero una cita",
  });
  expect(JSON.parse(content?.raw ?? "")).toEqual(said("Hola, quiero una cita"));
  const clear = at.held
    .map(
      ({ key, headers, value }) =>
        `${key} ${JSON.stringify(headers)} ${Buffer.from(value).toString("latin1")}`,
    )
    .join();
  expect(clear).not.toMatch(/447700900123|7Q2n8sD41xYb0|Amina|Hola|wamid/);
});

test("the same webhook a hundred times says the same event", async () => {
  for (let time = 0; time < 100; time += 1) await receive(posted({ messages: [said("hi")] }));
  expect(at.held).toHaveLength(100);
  expect(new Set(messages().map(({ id, key }) => `${id} ${key}`)).size).toBe(1);
});

test("a message twice in one body is said once; two messages are two, in the order of the body", async () => {
  await receive(posted({ messages: [said("one"), said("two"), said("one"), said("three")] }));
  const texts = await Promise.all(messages().map(async (event) => (await contentOf(at.phi, event)).text));
  expect(texts).toEqual(["one", "two", "three"]);
  expect(new Set(messages().map(({ key }) => key)).size).toBe(1);
});

test("one id at two numbers is two messages, of two contacts only where the clinics are two", async () => {
  for (const clinic of [alameda, alamedaToo, north]) await receive(posted({ messages: [said("x")] }, clinic));
  expect(new Set(messages().map(({ id }) => id)).size).toBe(3);
  expect(new Set(messages().map(({ tenantId, key }) => `${tenantId} ${key}`)).size).toBe(2);
  expect(messages().map(({ value }) => value.phoneNumberId)).toEqual([
    alameda.phoneNumberId,
    alamedaToo.phoneNumberId,
    north.phoneNumberId,
  ]);
});

test("statuses carry our intent, or else the message's reference, and are told apart", async () => {
  const intent = "7b1c2d3e-0000-4000-8000-000000000001";
  const status = {
    id: "wamid.out",
    timestamp: "1763800100",
    recipient_id: amina.from,
    biz_opaque_callback_data: intent,
  };
  const failed = {
    ...status,
    status: "failed",
    errors: [{ code: 131047 }],
    pricing: { category: "utility" },
  };
  const foreign = { ...status, status: "read", biz_opaque_callback_data: "+447700900123" };
  await receive(
    posted({ statuses: [{ ...status, status: "sent" }, failed, foreign, { ...status, status: "sent" }] }),
  );
  const [sent, fail, read] = statuses();
  expect(statuses()).toHaveLength(3);
  expect(sent).toMatchObject({
    key: intent,
    value: { intentId: intent, status: DeliveryStatus.SENT, errorCode: 0 },
  });
  expect(fail?.value).toMatchObject({
    status: DeliveryStatus.FAILED,
    errorCode: 131047,
    pricingCategory: "utility",
  });
  expect(read).toMatchObject({
    key: sent?.value.messageRef,
    value: { intentId: "", status: DeliveryStatus.READ },
  });
});

test("a status and the message that it quotes share one reference", async () => {
  await receive(
    posted({ messages: [said("x")], statuses: [{ id: "wamid.x", status: "sent", timestamp: "1763800100" }] }),
  );
  expect(messages()[0]?.value.messageRef).toBe(statuses()[0]?.value.messageRef);
});

test("what is not understood is kept as it came, sealed for its clinic", async () => {
  const odd = { id: "", type: "text", text: { body: "secret" } };
  const telepathy = { field: "telepathy", value: { thought: "secret" } };
  const body = {
    object: "whatsapp_business_account",
    entry: [{ id: north.wabaId, time: 1763800000, changes: [telepathy] }],
  };
  await receive(posted({ messages: [odd, said("good")] }));
  await receive(body);
  await receive(body);
  expect(messages()).toHaveLength(1);
  const [one, two, again] = changes();
  expect(one).toMatchObject({
    tenantId: alameda.tenantId,
    key: alameda.wabaId,
    value: { field: "messages", understood: false },
  });
  expect(two).toMatchObject({ tenantId: north.tenantId, value: { field: "telepathy", understood: false } });
  expect(again?.id).toBe(two?.id);
  expect(one && (await valueOf(at.phi, one))).toEqual(odd);
  expect(two && (await valueOf(at.phi, two))).toEqual({ thought: "secret" });
});

test("a message for an unknown number goes to its account as not understood, or is only counted", async () => {
  const stranger = { ...alameda, phoneNumberId: "999" };
  await receive(posted({ messages: [said("x")], statuses: [{ id: "w", status: "sent" }] }, stranger));
  await receive(posted({ messages: [said("x")] }, { ...stranger, wabaId: "999" }));
  await receive([1, 2, 3]);
  expect(messages()).toEqual([]);
  expect(changes().map(({ value }) => value.understood)).toEqual([false, false]);
  expect(at.counted.filter((what) => what === "items-without-clinic")).toHaveLength(2);
});

test("a new number leads to the old contact, in the same body already", async () => {
  await receive(posted({ messages: [said("before", { from: "447700900123" })] }));
  const system = { type: "user_changed_number", wa_id: "447700900999", body: "A changed" };
  const change = { id: "wamid.s", timestamp: "1763800013", from: "447700900123", type: "system", system };
  await receive(posted({ messages: [change, said("after", { from: "447700900999" })] }));
  expect(new Set(messages().map(({ key }) => key)).size).toBe(1);
  expect(messages()[1]?.value.kind).toBe(MessageKind.SYSTEM);
});

test("someone who was erased writes again as somebody new", async () => {
  await receive(posted({ messages: [said("before")] }));
  const before = messages()[0]?.value.contactId ?? "";
  await at.phi.shred({
    tenantId: alameda.tenantId,
    subjectId: before,
    classes: ["conversation"],
    reason: "test",
    by: "test",
    at: new Date(),
  });
  await receive(posted({ messages: [said("after"), said("more")] }));
  const [, after, more] = messages();
  expect(after?.value.contactId).not.toBe(before);
  expect(more?.value.contactId).toBe(after?.value.contactId);
  expect(after && (await contentOf(at.phi, after)).text).toBe("after");
});

test("a message too large for a record is still said, without its raw form", async () => {
  await receive(
    posted({
      messages: [{ ...said("x"), contacts: "y".repeat(3_000_000), text: { body: "😀".repeat(500_000) } }],
    }),
  );
  const [event] = messages();
  expect(at.held[0]?.value.byteLength).toBeLessThan(950_000);
  const content = event && (await contentOf(at.phi, event));
  expect(JSON.parse(content?.raw ?? "")).toMatchObject({ omitted: "too large" });
  expect(content?.text).toHaveLength(16_384);
});

test("nothing is said by halves: a bus that is away fails the whole, and later it is said once", async () => {
  at.isBusAway = true;
  await expect(receive(posted({ messages: [said("x")] }))).rejects.toMatchObject({ kind: "unavailable" });
  at.isBusAway = false;
  expect(await receive(posted({ messages: [said("x")] }))).toBe(1);
  expect(messages()).toHaveLength(1);
  expect(at.identities.additions).toHaveLength(1);
});

test("a file is noted before its message is said, also of somebody who was erased, and of nobody without one", async () => {
  const photo = { type: "image", image: { id: "2040608010", mime_type: "image/jpeg" } };
  at.isBusAway = true;
  await expect(receive(posted({ messages: [{ ...said("a"), ...photo }] }))).rejects.toThrow();
  expect(at.files).toHaveLength(1);
  at.isBusAway = false;
  await receive(posted({ messages: [{ ...said("a"), ...photo }, said("words")] }));
  const [event] = messages();
  expect(at.files).toEqual([`${event?.id} 2040608010`, `${event?.id} 2040608010`]);
  const whose = {
    tenantId: alameda.tenantId,
    subjectId: event?.key ?? "",
    classes: ["conversation"] as const,
  };
  await at.phi.shred({ ...whose, reason: "test", by: "test", at: new Date() });
  await receive(posted({ messages: [{ ...said("b"), ...photo }] }));
  expect(at.files.at(-1)).toBe(`${messages().at(-1)?.id} 2040608010`);
});
