import { Fault } from "@careline/faults";
import { type Known, whose } from "../domain/whose.ts";
import type { Ids } from "../domain/old-and-new.ts";
import type { IdentityKey, Ports } from "./ports.ts";

type Needs = Pick<Ports, "identities" | "recent" | "blindIndex" | "phones" | "count" | "newId">;

export interface Sighting {
  readonly tenantId: string;
  readonly ids: Ids;
  readonly eventId: string;
}

// Each round is lost to another process that learnt something about the same person: three of them is rare.
const roundsMax = 5;

/** Gives the contact of a person, made at their first message. The same person is the same contact on every replica. */
export function identifyContact(ports: Needs) {
  const { identities, recent, count, newId } = ports;
  return async ({ tenantId, ids, eventId }: Sighting): Promise<string> => {
    const seen = recent.of(tenantId, ids);
    if (seen !== undefined) return seen;
    const keys = await keysOf(ports, tenantId, ids);
    for (let round = 0; round < roundsMax; round += 1) {
      const known = await lookUp(ports, tenantId, ids, keys);
      const { contactId: found, add, disagree } = whose(known);
      const contactId = found ?? newId();
      if (disagree) count("identities-disagree");
      const missing = keys.filter(({ kind }) => add.includes(kind));
      const isNew = found === undefined;
      const addition = { tenantId, contactId, keys: missing, isNew, eventId };
      if (missing.length > 0 && (await identities.add(addition)) === "taken") continue;
      // Whoever disagrees is looked up each time, so that each time it is counted.
      if (!disagree) recent.remember(tenantId, ids, contactId);
      return contactId;
    }
    throw new Fault("conflict", "a contact's identities change too often to be read");
  };
}

/** Makes a contact known by further ids. An id that is someone's already stays theirs. */
export function linkIdentities(ports: Needs) {
  const { identities, count } = ports;
  return async (contactId: string, { tenantId, ids, eventId }: Sighting): Promise<void> => {
    const keys = await keysOf(ports, tenantId, ids);
    for (let round = 0; round < roundsMax; round += 1) {
      const owners = await identities.find(tenantId, keys);
      if (owners.some((owner) => owner !== undefined && owner !== contactId)) count("identities-disagree");
      const missing = keys.filter((_, index) => owners[index] === undefined);
      if (missing.length === 0) return;
      const added = await identities.add({ tenantId, contactId, keys: missing, isNew: false, eventId });
      if (added === "added") return;
    }
    throw new Fault("conflict", "a contact's identities change too often to be linked");
  };
}

async function keysOf({ blindIndex, phones }: Needs, tenantId: string, ids: Ids): Promise<IdentityKey[]> {
  const keys: IdentityKey[] = [];
  if (ids.userId !== undefined)
    keys.push({ kind: "bsuid", index: await blindIndex(tenantId, "wa.bsuid", ids.userId) });
  if (ids.phone !== undefined) {
    const index = await blindIndex(tenantId, "phone", phones.canonical(ids.phone));
    keys.push({ kind: "phone", index });
  }
  return keys;
}

async function lookUp(
  { identities, blindIndex, phones }: Needs,
  tenantId: string,
  ids: Ids,
  keys: readonly IdentityKey[],
): Promise<Known> {
  const owners = await identities.find(tenantId, keys);
  const ownerOf = (wanted: string) => owners[keys.findIndex(({ kind }) => kind === wanted)];
  const [byUserId, byPhone] = [ownerOf("bsuid"), ownerOf("phone")];
  const hasUserId = ids.userId !== undefined;
  const hasPhone = ids.phone !== undefined;
  let byPhoneVariant: string | undefined;
  if (ids.phone !== undefined && byPhone === undefined) {
    const variants = phones.variants(phones.canonical(ids.phone));
    const indexes = await Promise.all(variants.map((variant) => blindIndex(tenantId, "phone", variant)));
    const found = await identities.find(
      tenantId,
      indexes.map((index) => ({ kind: "phone", index })),
    );
    byPhoneVariant = found.find((owner) => owner !== undefined);
  }
  const phoneContact = byPhone ?? byPhoneVariant;
  const phoneHasUserId =
    hasUserId && byUserId === undefined && phoneContact !== undefined
      ? await identities.hasUserId(tenantId, phoneContact)
      : false;
  return { hasUserId, hasPhone, byUserId, byPhone, byPhoneVariant, phoneHasUserId };
}
