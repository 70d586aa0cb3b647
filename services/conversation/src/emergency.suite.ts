import { partitionOf } from "@careline/bus";
import { topics } from "@careline/contracts";
import { IntentClass } from "@careline/contracts/conversation/v1/events";
import { Fault } from "@careline/faults";
import { expect, test, vi } from "vitest";
import { realHouse, tenantId } from "./simulation/real-house.ts";
import type { Obstacle } from "./simulation/peers.ts";
import type { Peer } from "./simulation/real-house.ts";

type House = Awaited<ReturnType<typeof realHouse>>;

const partitions = 6;
const lanes = ["conversation", "conversation-emergency"] as const;
// Each with words that need that service: who has agreed is asked about only when they want in or out.
const away: readonly (readonly [Peer, string, string, (back: Promise<void>) => Obstacle])[] = [
  ["scheduling", "hanging", "quiero una cita", (back) => () => back],
  ["compliance-audit", "hanging", "alta", (back) => () => back],
  ["scheduling", "unavailable", "quiero una cita", unavailableUntil],
];
// With the first contact on one partition of the topic.
const neighbour = Array.from({ length: 100 }, (_, at) => `n${at}`).find(
  (name) => partitionOf(name, partitions) === partitionOf("c1", partitions),
);

function saidTo({ said }: House, contactId: string, intentClass: IntentClass) {
  return said(topics.intentComposed).filter(
    ({ value }) => value.contactId === contactId && value.intentClass === intentClass,
  );
}

function unavailableUntil(back: Promise<void>): Obstacle {
  let isBack = false;
  void back.then(() => (isBack = true));
  return async () => {
    if (!isBack) throw new Fault("unavailable", "away");
  };
}

const guidanceTo = (house: House, contactId: string) => saidTo(house, contactId, IntentClass.EMERGENCY);
const repliesTo = (house: House, contactId: string) => saidTo(house, contactId, IntentClass.REPLY);
const soon = (check: () => unknown) => vi.waitFor(check, 8_000);

async function agrees(house: House, contactId: string): Promise<void> {
  await house.writes(contactId, "hola");
  await soon(() => expect(repliesTo(house, contactId)).toHaveLength(1));
  await house.writes(contactId, "sí");
  await soon(() => expect(repliesTo(house, contactId)).toHaveLength(2));
}

/** Emergencies first, on any MongoDB. */
export function emergencySuite(uri: string): void {
  test.each(away)(
    "with %s %s, emergencies behind the message that waits are answered",
    async (peer, _, words, obstacle) => {
      const house = await realHouse(uri);
      await agrees(house, "c1");
      const back = Promise.withResolvers<void>();
      house.obstruct(peer, obstacle(back.promise));
      await house.writes("c1", words);
      await house.writes("c1", "me duele mucho el pecho");
      await house.writes(neighbour ?? "", "mi hijo no respira");
      await soon(() => {
        expect(guidanceTo(house, "c1")).toHaveLength(1);
        expect(guidanceTo(house, neighbour ?? "")).toHaveLength(1);
        expect(house.said(topics.handedOver).filter(({ value }) => value.urgent)).toHaveLength(2);
      });
      expect(repliesTo(house, "c1")).toHaveLength(2);

      back.resolve();
      await soon(() => expect(repliesTo(house, "c1")).toHaveLength(3));
      for (const lane of lanes) await house.caughtUp(lane);
      expect(guidanceTo(house, "c1")).toHaveLength(1);
      const sequences = house.said(topics.intentComposed).filter(({ value }) => value.contactId === "c1");
      expect(sequences.map(({ value }) => value.sequence)).toEqual([1n, 2n, 3n, 4n]);
      const thread = { conversationId: guidanceTo(house, "c1")[0]?.value.conversationId ?? "" };
      const { messages } = await house.conversation.listMessages(
        { ...thread, page: { size: 20, token: "" } },
        { tenantId },
      );
      expect(messages).toHaveLength(8);
    },
  );

  test.each(lanes)(
    "one guidance when %s hears a first message later, and both hear it again",
    async (late) => {
      const house = await realHouse(uri);
      house.pause(late);
      const eventId = await house.writes("c1", "I can't breathe");
      await soon(() => expect(guidanceTo(house, "c1")).toHaveLength(1));
      house.resume(late);
      for (let times = 0; times < 3; times += 1) await house.writes("c1", "I can't breathe", "", eventId);
      for (const lane of lanes) await house.caughtUp(lane);
      await house.writes(neighbour ?? "", "hola");
      await soon(() => expect(repliesTo(house, neighbour ?? "")).toHaveLength(1));

      expect(guidanceTo(house, "c1")).toHaveLength(1);
      expect(house.said(topics.handedOver)).toHaveLength(1);
      expect(house.said(topics.contactChanged).filter(({ value }) => value.contactId === "c1")).toHaveLength(
        1,
      );
      const acts = house
        .said(topics.auditRecorded)
        .filter(({ value }) => value.requestId === eventId)
        .map(({ value }) => [value.action, value.opened]);
      expect(acts).toEqual([
        ["message.answered", ["content"]],
        ["conversation.staff-alerted", []],
        ["emergency.flagged", []],
      ]);
    },
  );

  test("first messages that both groups hear at the same moment: one thread and one guidance each", async () => {
    const house = await realHouse(uri);
    const contacts = Array.from({ length: 12 }, (_, at) => `r${at}`);
    await Promise.all(contacts.map((contact) => house.writes(contact, "mi hijo no respira")));
    for (const lane of lanes) await house.caughtUp(lane);
    await soon(() => expect(house.said(topics.handedOver)).toHaveLength(contacts.length));
    for (const contact of contacts)
      expect(guidanceTo(house, contact).map(({ value }) => value.sequence)).toEqual([1n]);
    expect(await house.database.collection("conversations").countDocuments()).toBe(contacts.length);
  });

  test("a message that cannot be opened holds up no emergency, not even of its contact", async () => {
    const house = await realHouse(uri);
    await house.writes("c1", "me duele el pecho", "", crypto.randomUUID(), "another event");
    await house.writes("c1", "no puedo respirar");
    await house.writes(neighbour ?? "", "no puedo respirar");
    await soon(() => {
      expect(guidanceTo(house, "c1")).toHaveLength(1);
      expect(guidanceTo(house, neighbour ?? "")).toHaveLength(1);
    });
    for (const lane of lanes)
      expect(await house.bus.discard(lane, topics.messageReceived.name, "c1")).toBeGreaterThan(0);
  });
}
