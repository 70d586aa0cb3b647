import { beforeEach, expect, test } from "vitest";
import { house, type House } from "../fixtures.ts";
import { identifyContact, linkIdentities } from "./identify-contact.ts";
import type { Ids } from "../domain/old-and-new.ts";

let at: House;
let who: (ids: Ids, tenantId?: string) => Promise<string>;

beforeEach(async () => {
  at = await house();
  const identify = identifyContact(at.ports);
  who = (ids, tenantId = "clinica_alameda") => identify({ tenantId, ids, eventId: "e1" });
});

test("the same person is the same contact, by phone, by user id, by both", async () => {
  const ana = await who({ phone: "447700900123" });
  expect(await who({ phone: "447700900123", userId: "GB.1" })).toBe(ana);
  expect(await who({ userId: "GB.1" })).toBe(ana);
  expect(await who({ phone: "447700900123" })).toBe(ana);
  expect(await who({ userId: "GB.2" })).not.toBe(ana);
});

test("user ids differ by case, phones do not by how they are written", async () => {
  expect(await who({ userId: "GB.a" })).not.toBe(await who({ userId: "GB.A" }));
  expect(await who({ phone: "5511987654321" })).toBe(await who({ phone: "551187654321" }));
});

test("one phone at two clinics is two contacts", async () => {
  expect(await who({ phone: "447700900123" })).not.toBe(await who({ phone: "447700900123" }, "north_street"));
});

test("two contacts whose ids meet stay two, and the user id decides", async () => {
  const ana = await who({ userId: "GB.1" });
  const ben = await who({ phone: "447700900123" });
  expect(await who({ userId: "GB.1", phone: "447700900123" })).toBe(ana);
  expect(await who({ phone: "447700900123" })).toBe(ben);
  expect(at.counted).toEqual(["identities-disagree"]);
});

test("a number that was given to another person does not open the first one's contact", async () => {
  const ana = await who({ userId: "GB.1", phone: "447700900123" });
  const ben = await who({ userId: "GB.2", phone: "447700900123" });
  expect(ben).not.toBe(ana);
  expect(await who({ userId: "GB.1" })).toBe(ana);
});

test("a hundred first messages at once make one contact", async () => {
  const found = await Promise.all(
    Array.from({ length: 100 }, () => who({ phone: "447700900123", userId: "GB.1" })),
  );
  expect(new Set(found).size).toBe(1);
  expect(at.identities.additions).toHaveLength(1);
});

test("each addition is one, and says whether the contact is new and why", async () => {
  const ana = await who({ phone: "447700900123" });
  await who({ phone: "447700900123", userId: "GB.1" });
  expect(at.identities.additions).toMatchObject([
    { contactId: ana, isNew: true, eventId: "e1", keys: [{ kind: "phone" }] },
    { contactId: ana, isNew: false, eventId: "e1", keys: [{ kind: "bsuid" }] },
  ]);
});

test("linked ids lead to the contact, unless they are someone's already", async () => {
  const tenantId = "clinica_alameda";
  const ana = await who({ userId: "GB.1" });
  const ben = await who({ phone: "447700900999" });
  await linkIdentities(at.ports)(ana, {
    tenantId,
    ids: { userId: "GB.new", phone: "447700900999" },
    eventId: "e2",
  });
  expect(await who({ userId: "GB.new" })).toBe(ana);
  expect(await who({ phone: "447700900999" })).toBe(ben);
});
