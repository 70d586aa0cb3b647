import { outgoing } from "@careline/bus";
import { topics } from "@careline/contracts";
import { MediaState, MessageKind } from "@careline/contracts/gateway/v1/events";
import { InboundContent, OutboundMessage } from "@careline/contracts/sealed/v1/sealed";
import { callPlace, eventPlace, openMessage, Sealed, sealMessage } from "@careline/phi";
import { expect, test, vi } from "vitest";
import { realHouse, replyPlace, tenantId } from "./simulation/real-house.ts";

type House = Awaited<ReturnType<typeof realHouse>>;

/** What comes by the channel besides words, as staff see it; and what staff say besides words. */
export function channelSuite(uri: string): void {
  test("a file shows as coming, then whether it can be looked at, or why not", async () => {
    const house = await realHouse(uri);
    const media = InboundContent.fromPartial({ part: { $case: "media", value: { mediaId: "7" } } });
    const [good, bad] = [await photo(house, media), await photo(house, media)];
    await vi.waitFor(async () =>
      expect((await seen(house)).map((one) => one.mediaState)).toEqual(["coming", "coming"]),
    );
    await settled(house, bad, MediaState.INFECTED, "malware was found in it");
    await settled(house, good, MediaState.STORED, "");
    await vi.waitFor(async () => {
      const states = (await seen(house)).map(({ messageId, mediaState, mediaReason }) => [
        messageId,
        mediaState,
        mediaReason,
      ]);
      expect(states).toEqual([
        [good, "stored", ""],
        [bad, "infected", "malware was found in it"],
      ]);
    });
    expect((await opened(house, good)).part).toMatchObject({ $case: "media", value: { mediaId: "7" } });
  });

  test("news of a file that comes before its message is kept for it", async () => {
    const house = await realHouse(uri);
    const eventId = "0199aaaa-0000-8000-8000-000000000001";
    await settled(house, eventId, MediaState.GONE, "WhatsApp has it no more");
    await house.sends("c2", MessageKind.MEDIA, {}, { eventId });
    await vi.waitFor(async () => expect(await seen(house)).toMatchObject([{ mediaState: "gone" }]));
  });

  test("what the clinic wrote in the phone app is shown as said by the clinic, and the bot is silent", async () => {
    const house = await realHouse(uri);
    await house.sends("c2", MessageKind.TEXT, { text: "Le llamamos mañana" }, { isEcho: true });
    await vi.waitFor(() =>
      expect(house.said(topics.handedOver)).toMatchObject([{ value: { reason: "staff" } }]),
    );
    await house.writes("c2", "gracias");
    await vi.waitFor(async () =>
      expect(await messages(house)).toMatchObject([
        { direction: "DIRECTION_OUTBOUND", byStaffElsewhere: true, state: "sent" },
        { direction: "DIRECTION_INBOUND", byStaffElsewhere: false },
      ]),
    );
    expect(house.said(topics.intentComposed)).toEqual([]);
  });

  test("staff say anything that can be said: it goes to the contact of the thread, and to nobody else", async () => {
    const house = await realHouse(uri);
    await house.writes("c2", "hola");
    await vi.waitFor(() => expect(house.said(topics.intentComposed)).toHaveLength(1));
    const [{ conversationId } = { conversationId: "" }] = (
      await house.conversation.listConversations(
        { owner: "OWNER_UNSPECIFIED", page: undefined },
        { tenantId },
      )
    ).conversations;
    const value = { latitude: 40.4, longitude: -3.7, name: "", address: "", url: "" };
    const stranger = { phone: "34699999999", userId: "", username: "" };
    const given = OutboundMessage.fromPartial({ to: stranger, content: { $case: "location", value } });
    const { box } = await sealMessage(
      house.phi,
      "message",
      OutboundMessage,
      given,
      replyPlace("k2", "message"),
    );
    const request = { conversationId, idempotencyKey: "k2", staffId: "s1", text: undefined };
    await house.conversation.reply({ ...request, message: { box: Buffer.from(box) } }, { tenantId });
    await expect(
      house.conversation.reply({ ...request, idempotencyKey: "k3", message: undefined }, { tenantId }),
    ).rejects.toMatchObject({ kind: "invalid" });
    await vi.waitFor(() => expect(house.said(topics.intentComposed)).toHaveLength(2));
    const said = house.said(topics.intentComposed)[1];
    const { message } = said?.value ?? {};
    const whose = { tenantId, subjectId: "c2", class: "conversation" } as const;
    const place = {
      ...whose,
      topic: topics.intentComposed.name,
      eventId: said?.id ?? "",
      type: topics.intentComposed.type,
    };
    const sealed = new Sealed("message", message?.box ?? Buffer.alloc(0), eventPlace(place));
    const out = await openMessage(house.phi.reading(), OutboundMessage, sealed, { purpose: "test" });
    expect(out).toMatchObject({ to: { phone: "34600111222" }, content: { $case: "location", value } });
  });
}

function photo(house: House, content: Partial<InboundContent>): Promise<string> {
  return house.sends("c2", MessageKind.MEDIA, { part: content.part });
}

async function settled(
  { bus, clock }: House,
  messageId: string,
  state: MediaState,
  reason: string,
): Promise<void> {
  const at = clock.now();
  const value = { contactId: "c2", messageId, state, mimeType: "image/jpeg", sizeBytes: 7n, reason, at };
  const id = `${messageId} ${state}`;
  await bus.publish([outgoing(topics.mediaSettled, { id, tenantId, key: "c2", time: at, value })]);
}

async function messages({ conversation }: House) {
  const found = await conversation.listConversations(
    { owner: "OWNER_UNSPECIFIED", page: undefined },
    { tenantId },
  );
  const conversationId = found.conversations[0]?.conversationId ?? "";
  return (await conversation.listMessages({ conversationId, page: undefined }, { tenantId })).messages;
}

async function seen(house: House) {
  return (await messages(house)).filter(({ kind }) => kind === "media");
}

async function opened(house: House, messageId: string): Promise<InboundContent> {
  const found = (await messages(house)).find((one) => one.messageId === messageId);
  const method = "careline.conversation.v1.ConversationService/ListMessages";
  const whose = { tenantId, subjectId: "c2", class: "conversation" } as const;
  const place = callPlace({ ...whose, method, callId: messageId, field: "content" });
  const sealed = new Sealed("content", found?.content?.box ?? Buffer.alloc(0), place);
  return openMessage(house.phi.reading(), InboundContent, sealed, { purpose: "test" });
}
