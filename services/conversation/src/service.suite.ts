import { outgoing } from "@careline/bus";
import { topics } from "@careline/contracts";
import type { IntentComposed } from "@careline/contracts/conversation/v1/events";
import { IntentState } from "@careline/contracts/notification/v1/events";
import { OutboundMessage, PatientIdentity, Words } from "@careline/contracts/sealed/v1/sealed";
import type { Event } from "@careline/bus";
import { callPlace, eventPlace, openMessage, Sealed, sealMessage } from "@careline/phi";
import { BSON } from "mongodb";
import { expect, test, vi } from "vitest";
import { replyPlace, realHouse, tenantId } from "./simulation/real-house.ts";

type House = Awaited<ReturnType<typeof realHouse>>;

async function opened({ phi }: House, { id, value }: Event<IntentComposed>) {
  const { name: topic, type } = topics.intentComposed;
  const whose = { tenantId, subjectId: value.contactId, class: "conversation" } as const;
  const place = eventPlace({ ...whose, topic, eventId: id, type });
  const sealed = new Sealed("message", value.message?.box ?? Buffer.alloc(0), place);
  return openMessage(phi.reading(), OutboundMessage, sealed, { purpose: "deliver-reply" });
}

/** Waits for the next intents of a thread and opens them. */
async function answers(house: House, since: number, count = 1) {
  await vi.waitFor(
    () => expect(house.said(topics.intentComposed).length).toBeGreaterThanOrEqual(since + count),
    8_000,
  );
  return Promise.all(
    house
      .said(topics.intentComposed)
      .slice(since)
      .map((event) => opened(house, event)),
  );
}

function idOf(message: OutboundMessage | undefined, title: string): string {
  const { content } = message ?? {};
  const choices =
    content?.$case === "buttons"
      ? content.value.buttons
      : content?.$case === "list"
        ? content.value.sections.flatMap(({ rows }) => rows)
        : [];
  return choices.find((choice) => choice.title === title)?.id ?? "";
}

/** What holds on any MongoDB. */
export function serviceSuite(uri: string): void {
  test("a message heard is answered once, sealed, in order, with a dense sequence", async () => {
    const house = await realHouse(uri);
    const eventId = await house.writes("c1", "Hola, quiero una cita");
    const [notice] = await answers(house, 0);
    expect(notice?.to?.phone).toBe("34600111222");
    await house.writes("c1", "Hola, quiero una cita", "", eventId);
    await house.writes("c1", "Sí, acepto", idOf(notice, "Sí, acepto"));
    const [types] = await answers(house, 1);
    await house.writes("c1", "Revisión", idOf(types, "Revisión"));
    const [times] = await answers(house, 2);
    await house.writes("c1", "jue 26 nov 09:00", idOf(times, "jue 26 nov 09:00"));
    await answers(house, 3);
    await house.writes("c1", "Ana García López");
    await answers(house, 4);
    await house.writes("c1", "3/5/1980");
    const [summary] = await answers(house, 5);
    await house.writes("c1", "Sí, reservar", idOf(summary, "Sí, reservar"));
    const [done, file] = await answers(house, 6, 2);
    expect(done?.content?.$case).toBe("link");
    const ics = file?.content?.$case === "document" ? file.content.value.content.toString("utf8") : "";
    expect(ics).toMatch(
      /METHOD:PUBLISH[\s\S]*DTSTART:20261126T080000Z[\s\S]*SEQUENCE:1|SEQUENCE:1[\s\S]*DTSTART:20261126T080000Z/,
    );
    expect(house.said(topics.intentComposed).map(({ value }) => value.sequence)).toEqual([
      1n,
      2n,
      3n,
      4n,
      5n,
      6n,
      7n,
      8n,
    ]);
    expect(house.said(topics.contactChanged).at(-1)?.value).toMatchObject({
      language: "es",
      timeZone: "Europe/Madrid",
    });
    expect(house.said(topics.contactChanged).at(-1)?.value.patientId).not.toBe("");
    const words = ["Ana García", "ana garcia", "1980-05-03", "34600111222", "quiero una cita"];
    await expectNowhere(house, words);
    // The search finds what is there: else its silence would mean nothing.
    await house.database.collection("planted").insertOne({ words: Buffer.from("de Ana García") });
    await expect(expectNowhere(house, words)).rejects.toThrow("planted");
  });

  test("staff read a thread, answer once per key, and see what became of it; other tenants see nothing", async () => {
    const house = await realHouse(uri);
    await house.writes("c2", "quiero hablar con una persona");
    await answers(house, 0);
    await vi.waitFor(() => expect(house.said(topics.handedOver)).toHaveLength(1));
    const { conversations } = await house.conversation.listConversations(
      { owner: "OWNER_PERSON", page: undefined },
      { tenantId },
    );
    const { conversationId = "" } = conversations[0] ?? {};
    const text = await reply(house, "k1", "Le esperamos.");
    const request = { conversationId, idempotencyKey: "k1", staffId: "s1", text, message: undefined };
    const { intentId } = await house.conversation.reply(request, { tenantId });
    expect(await house.conversation.reply(request, { tenantId })).toEqual({ intentId });
    const [, staff] = await answers(house, 0, 2);
    expect(staff?.content).toEqual({ $case: "text", value: { body: "Le esperamos.", previewUrl: false } });

    for (const state of [IntentState.READ, IntentState.SENT]) await tell(house, "c2", { intentId, state });
    const messages = async () =>
      house.conversation.listMessages({ conversationId, page: { size: 2, token: "" } }, { tenantId });
    await vi.waitFor(async () => {
      const { nextPageToken: token } = await messages();
      const rest = await house.conversation.listMessages(
        { conversationId, page: { size: 2, token } },
        { tenantId },
      );
      expect(rest).toMatchObject({ messages: [{ state: "read", kind: "text" }], nextPageToken: "" });
    });
    const [first] = (await messages()).messages;
    const method = "careline.conversation.v1.ConversationService/ListMessages";
    const whose = { tenantId, subjectId: "c2", class: "conversation" } as const;
    const place = callPlace({ ...whose, method, callId: first?.messageId ?? "", field: "content" });
    const bytes = await house.phi
      .reading()
      .open(new Sealed("content", first?.content?.box ?? Buffer.alloc(0), place), { purpose: "test" });
    expect(Buffer.from(bytes).toString("utf8")).toContain("quiero hablar con una persona");

    const other = { tenantId: "another_clinic" };
    await expect(
      house.conversation.getConversation({ conversationId, contactId: "" }, other),
    ).rejects.toMatchObject({ kind: "missing" });
    await expect(
      house.conversation.listMessages({ conversationId, page: undefined }, other),
    ).rejects.toMatchObject({ kind: "missing" });
    expect(
      (await house.conversation.listConversations({ owner: "OWNER_UNSPECIFIED", page: undefined }, other))
        .conversations,
    ).toEqual([]);
    await expect(
      house.conversation.listConversations(
        { owner: "OWNER_BOT", page: { size: 1, token: "x" } },
        { tenantId },
      ),
    ).rejects.toMatchObject({ kind: "invalid" });
    const act = { conversationId, staffId: "s1" };
    await expect(house.conversation.takeOver(act, other)).rejects.toMatchObject({ kind: "missing" });
    await expect(house.conversation.handBack(act, other)).rejects.toMatchObject({ kind: "missing" });
    await expect(house.conversation.reply({ ...request, idempotencyKey: "k9" }, other)).rejects.toMatchObject(
      { kind: "missing" },
    );
    const back = await house.conversation.handBack({ conversationId, staffId: "s1" }, { tenantId });
    expect(back.conversation).toMatchObject({ owner: "OWNER_BOT", urgent: false });
  });

  test("a patient is entered once, found by name and birth date, and erased with their keys", async () => {
    const house = await realHouse(uri);
    const method = "careline.conversation.v1.PatientDirectoryService/EnterPatient";
    const enter = async (key: string, patientId: string) => {
      const whose = { tenantId, subjectId: patientId, class: "identity" } as const;
      const identity = { fullName: "Ana García", birthDate: "1980-05-03", mrn: "" };
      const place = callPlace({ ...whose, method, callId: key, field: "identity" });
      const { box } = await sealMessage(house.phi, "identity", PatientIdentity, identity, place);
      const request = {
        idempotencyKey: key,
        patientId,
        language: "es",
        timeZone: "",
        identity: { box: Buffer.from(box) },
        contactId: "",
      };
      return (await house.directory.enterPatient(request, { tenantId })).patient;
    };
    expect((await enter("k1", "p1"))?.patientId).toBe("p1");
    expect((await enter("k1", "p1"))?.patientId).toBe("p1");
    expect(await enter("k2", "p2")).toMatchObject({ patientId: "p1", timeZone: "Europe/Madrid" });
    await expect(
      house.directory.getPatient({ patientId: "p1" }, { tenantId: "another_clinic" }),
    ).rejects.toMatchObject({ kind: "missing" });
    const value = { subjectId: "p1", classes: [], at: house.clock.now() };
    await house.bus.publish([
      outgoing(topics.keyShredded, { id: "shred", tenantId, key: "p1", time: house.clock.now(), value }),
    ]);
    await vi.waitFor(async () => {
      const { patient } = await house.directory.getPatient({ patientId: "p1" }, { tenantId });
      expect(patient?.identity).toBeUndefined();
    });
  });
}

async function reply({ phi }: House, key: string, words: string) {
  const { box } = await sealMessage(phi, "text", Words, { text: words }, replyPlace(key, "text"));
  return { box: Buffer.from(box) };
}

async function tell(
  { bus, clock }: House,
  contactId: string,
  news: { intentId: string; state: IntentState },
): Promise<void> {
  const time = clock.now();
  const value = {
    ...news,
    contactId,
    reason: "",
    errorCode: 0,
    at: time,
    source: "conversation",
    sourceId: "",
    channel: "whatsapp",
  };
  const id = `${news.intentId}-${news.state}`;
  await bus.publish([outgoing(topics.deliveryChanged, { id, tenantId, key: contactId, time, value })]);
}

async function expectNowhere({ database }: House, words: readonly string[]): Promise<void> {
  for (const { name } of await database.listCollections().toArray()) {
    const all = await database.collection(name).find().toArray();
    const text = all.map((one) => Buffer.from(BSON.serialize(one)).toString("utf8")).join("\n");
    for (const word of words) expect(text.includes(word), `${word} in ${name}`).toBe(false);
  }
}
