import { topics } from "@careline/contracts";
import { createPhi, memoryKeyService, memoryKeyVault } from "@careline/phi";
import { parseWebhook } from "@careline/whatsapp";
import { expect, test } from "vitest";
import { alameda, contentOf, eventsOf, house, posted, said } from "../fixtures.ts";
import { recentContacts } from "../outbound/recent-contacts.ts";
import { sealedRecords } from "../outbound/sealed-records.ts";
import { forgetContact } from "./forget-contact.ts";
import { receiveWebhook } from "./receive-webhook.ts";

/** Two replicas: one database and key vault, one bus, each with a memory of its own that lasts for `ageMsMax`. */
async function replicas(ageMsMax: number) {
  const at = await house();
  const shared = { vault: memoryKeyVault(), keyService: memoryKeyService() };
  const clock = { ms: 0 };
  const one = () => {
    const phi = createPhi({ ...shared, cacheTtlMs: 60_000 });
    const recent = recentContacts({ sizeMax: 10, ageMsMax, now: () => clock.ms });
    const records = sealedRecords(phi, () => new Date("2026-03-02T12:00:00Z"));
    const ports = { ...at.ports, recent, records, blindIndex: phi.blindIndex.bind(phi) };
    const receive = receiveWebhook(ports);
    const say = async (text: string) => {
      await receive(parseWebhook(posted({ messages: [said(text)] })));
      return eventsOf(topics.messageReceived, at.held).at(-1);
    };
    return { phi, say, forget: forgetContact(ports) };
  };
  return { at, clock, hears: one(), misses: one() };
}

test("the replica that hears of an erasure knows the person as somebody new at once, the other within a minute", async () => {
  const { at, clock, hears, misses } = await replicas(60_000);
  const before = await hears.say("before");
  const erased = before?.key ?? "";
  expect((await misses.say("before too"))?.key).toBe(erased);
  const request = { ...alameda, subjectId: erased, reason: "asked", by: "staff:1", at: new Date() };
  await hears.phi.shred({ ...request, classes: ["identity", "conversation"] });
  await hears.forget(alameda.tenantId, erased, "e1");

  const anew = await hears.say("after");
  expect(anew?.key).not.toBe(erased);
  clock.ms = 60_000;
  const there = await misses.say("there");
  expect(there?.key).toBe(anew?.key);
  expect(there && (await contentOf(hears.phi, there)).text).toBe("there");
  expect(before && (await contentOf(hears.phi, before).catch(String))).toMatch("PHI_KEY_SHREDDED");
  expect(at.identities.additions.filter(({ isNew }) => isNew)).toHaveLength(2);
});

test("what could not be removed is not forgotten either, so that the event comes again", async () => {
  const { hears, at } = await replicas(60_000);
  const contact = (await hears.say("before"))?.key ?? "";
  const { forget } = at.identities;
  let isAway = true;
  const identities = {
    ...at.identities,
    forget: (removal: Parameters<typeof forget>[0]) =>
      isAway ? Promise.reject(new Error("away")) : forget(removal),
  };
  const carryOut = forgetContact({ identities, recent: at.ports.recent });
  await expect(carryOut(alameda.tenantId, contact, "e1")).rejects.toThrow("away");
  expect((await hears.say("still"))?.key).toBe(contact);
  isAway = false;
  await carryOut(alameda.tenantId, contact, "e1");
  await carryOut(alameda.tenantId, contact, "e1");
});
