import type { Identities, IdentityKey } from "../app/ports.ts";

/**
 * Keeps the last identities in memory. An id belongs to one contact for good, so what is remembered stays true; when
 * another replica forgot an erased contact, sealing for it fails and it is forgotten here too.
 */
export function rememberedIdentities(inner: Identities, sizeMax: number): Identities {
  const owners = new Map<string, string>();
  const nameOf = (tenantId: string, { kind, index }: IdentityKey) => `${tenantId}.${kind}.${index}`;

  function remember(name: string, contactId: string): void {
    owners.delete(name);
    owners.set(name, contactId);
    const [oldest] = owners.keys();
    if (owners.size > sizeMax && oldest !== undefined) owners.delete(oldest);
  }

  return {
    ...inner,
    async find(tenantId, keys) {
      const names = keys.map((key) => nameOf(tenantId, key));
      const known = names.map((name) => owners.get(name));
      const found = known.includes(undefined) ? await inner.find(tenantId, keys) : known;
      for (const [index, name] of names.entries()) {
        const contactId = found[index];
        if (contactId !== undefined) remember(name, contactId);
      }
      return found;
    },
    async add(addition) {
      const added = await inner.add(addition);
      if (added === "added")
        for (const key of addition.keys) remember(nameOf(addition.tenantId, key), addition.contactId);
      return added;
    },
    async forget(tenantId, contactId) {
      await inner.forget(tenantId, contactId);
      for (const [name, owner] of owners) if (owner === contactId) owners.delete(name);
    },
  };
}
