import { partitionOf } from "@careline/bus";
import { topics } from "@careline/contracts";
import { ConsentDecision } from "@careline/contracts/compliance/v1/events";
import { OutboundMessage } from "@careline/contracts/sealed/v1/sealed";
import { eventPlace, openMessage, Sealed } from "@careline/phi";
import { expect, test, vi } from "vitest";
import type { ContactDocument } from "./outbound/documents.ts";
import { realHouse, tenantId } from "./simulation/real-house.ts";

type House = Awaited<ReturnType<typeof realHouse>>;

const soon = (check: () => unknown) => vi.waitFor(check, 8_000);
const repliesTo = ({ said }: House, contactId: string) =>
  said(topics.intentComposed).filter(({ value }) => value.contactId === contactId);

// One contact for each partition of the topic: these are heard side by side.
const everywhere = Array.from({ length: 6 }, (_, partition) => {
  const names = Array.from({ length: 200 }, (_unused, at) => `s${at}`);
  return names.find((name) => partitionOf(name, 6) === partition) ?? "";
});

async function lastMessage(house: House, contactId: string): Promise<OutboundMessage> {
  const { id, value } = repliesTo(house, contactId).at(-1) ?? {};
  const { name: topic, type } = topics.intentComposed;
  const whose = { tenantId, subjectId: contactId, class: "conversation" } as const;
  const place = eventPlace({ ...whose, topic, eventId: id ?? "", type });
  const sealed = new Sealed("message", value?.message?.box ?? Buffer.alloc(0), place);
  return openMessage(house.phi.reading(), OutboundMessage, sealed, { purpose: "test" });
}

/** A decision that is recorded elsewhere, and told. */
async function decides(house: House, contactId: string, decision: ConsentDecision): Promise<void> {
  house.records(contactId, decision);
  await house.tells(contactId, decision, house.clock.now());
}

async function answered(house: House, contactId: string, words: string): Promise<string> {
  const before = repliesTo(house, contactId).length;
  await house.writes(contactId, words);
  await soon(() => expect(repliesTo(house, contactId)).toHaveLength(before + 1));
  const { content } = await lastMessage(house, contactId);
  return content !== undefined && "body" in content.value ? content.value.body : "";
}

/** What messages share, and what they keep for themselves, on any MongoDB. */
export function sharingSuite(uri: string): void {
  test("messages of different contacts share a transaction, those of one keep their order", async () => {
    const house = await realHouse(uri);
    const rounds = 4;
    const sent: string[] = [];
    house.pause("conversation");
    for (let round = 0; round < rounds; round += 1)
      for (const contact of everywhere) sent.push(await house.writes(contact, "hola"));
    house.resume("conversation");
    await soon(() => expect(house.said(topics.intentComposed)).toHaveLength(rounds * everywhere.length));

    const marks = await house.database.collection<{ _id: string; by: string }>("inbox").find().toArray();
    expect(marks.map(({ _id }) => _id).toSorted()).toEqual(sent.toSorted());
    expect(new Set(marks.map(({ by }) => by)).size).toBeLessThan(marks.length);
    for (const [at, contact] of everywhere.entries()) {
      expect(repliesTo(house, contact).map(({ value }) => value.sequence)).toEqual([1n, 2n, 3n, 4n]);
      const heard = await house.database
        .collection<{ _id: string }>("messages")
        .find({ contactId: contact, direction: "inbound" })
        .sort({ order: 1 })
        .toArray();
      const own = sent.filter((_, index) => index % everywhere.length === at);
      expect(heard.map(({ _id }) => _id)).toEqual(own);
    }
  });

  test("how a contact is reached is told once, and again when it changes", async () => {
    const house = await realHouse(uri);
    const told = () => house.said(topics.contactChanged).map(({ value }) => value.language);
    await answered(house, "c1", "hola");
    await answered(house, "c1", "sí");
    await answered(house, "c1", "hola");
    expect(told()).toEqual(["es"]);
    await answered(house, "c1", "I would like to know what you can do for me");
    await soon(() => expect(told()).toEqual(["es", "en"]));
    for (const show of ["34600111333", "", ""]) {
      house.shows({ phone: show, userId: "u1", username: "" });
      await answered(house, "c1", "help");
      expect((await lastMessage(house, "c1")).to).toMatchObject({ phone: "34600111333", userId: "u1" });
    }
    await soon(() => expect(told()).toEqual(["es", "en", "en"]));
  });

  test("who has agreed is not asked about again, until an opt-out is heard from elsewhere", async () => {
    const house = await realHouse(uri);
    const consent = async (contactId: string) =>
      (await house.database.collection<ContactDocument>("contacts").findOne({ _id: contactId }))?.consent
        ?.decision;
    await answered(house, "c1", "hola");
    await answered(house, "c1", "sí");
    expect(await consent("c1")).toBe("granted");
    const agreedAt = house.clock.now();
    const asked = house.asked();
    expect(await answered(house, "c1", "hola")).not.toContain("ALTA");
    expect(house.asked()).toBe(asked);

    house.clock.advance(60_000);
    await decides(house, "c1", ConsentDecision.WITHDRAWN);
    await soon(async () => expect(await consent("c1")).toBe("withdrawn"));
    expect(await answered(house, "c1", "hola")).toContain("ALTA");
    // Heard late or again, an earlier consent takes nothing back; of one moment, what permits less counts.
    await house.tells("c1", ConsentDecision.GRANTED, agreedAt);
    await house.tells("c1", ConsentDecision.GRANTED, house.clock.now());
    await house.caughtUp("conversation");
    expect(await consent("c1")).toBe("withdrawn");
    expect(await answered(house, "c1", "hola")).toContain("ALTA");

    house.clock.advance(60_000);
    await decides(house, "c1", ConsentDecision.GRANTED);
    await soon(async () => expect(await consent("c1")).toBe("granted"));
    expect(await answered(house, "c1", "hola")).not.toContain("ALTA");
  });

  test("an opt-out that is not heard of yet is found by who asks to be let in, and one of a stranger is kept", async () => {
    const house = await realHouse(uri);
    await answered(house, "c1", "hola");
    await answered(house, "c1", "sí");
    house.clock.advance(60_000);
    house.records("c1", ConsentDecision.WITHDRAWN);
    expect(await answered(house, "c1", "alta")).toContain("¿Quiere volver");

    await decides(house, "c9", ConsentDecision.WITHDRAWN);
    await soon(async () =>
      expect(
        await house.database.collection<ContactDocument>("contacts").findOne({ _id: "c9" }),
      ).toMatchObject({ consent: { decision: "withdrawn" }, timeZone: "Europe/Madrid" }),
    );
    expect(await answered(house, "c9", "hola")).toContain("ALTA");
  });
}
