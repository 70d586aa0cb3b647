import { randomBytes, randomUUID } from "node:crypto";
import { topics, type Topic } from "@careline/contracts";
import { serviceNames } from "@careline/local/environments";
import { cloudEvent } from "./cloud-event.ts";
import type { ChaosFault } from "./fault.ts";
import { between, nap, oneOf } from "./nap.ts";
import { producerFor } from "./producer.ts";

/** Records that no service can read, each under a key of its own: they must hold up nobody else. */
const kinds: readonly ((
  topic: Topic<unknown>,
  tenantId: string,
) => {
  readonly value: Buffer;
  readonly headers: Readonly<Record<string, string>>;
})[] = [
  () => ({ value: randomBytes(200), headers: {} }),
  () => ({ value: Buffer.alloc(0), headers: {} }),
  ({ type }, tenantId) => ({
    value: randomBytes(80),
    headers: cloudEvent(type.replace(".v1.", ".v2."), tenantId),
  }),
  ({ type }, tenantId) => ({
    value: Buffer.from([0x0a, 0xff, 0xff, 0xff]),
    headers: cloudEvent(type, tenantId),
  }),
  ({ type }, tenantId) => ({
    value: randomBytes(80),
    headers: { ...cloudEvent(type, tenantId), ce_time: "never" },
  }),
];

// Whoever reads a topic has it parked; an operator tries it again, in vain, or throws it away.
const groups = [...serviceNames, "conversation-emergency"];
const verbs = ["replay", "discard", "discard"];
// So many later ones are poisoned before an earlier one is looked at: by then it is parked.
const lookedAtAfter = 6;

export const poison: ChaosFault = {
  name: "poison",
  what: "records that nobody can read in every topic: garbage, nothing, a schema of the future; parked, they are replayed or discarded",
  async play({ house, stack, chance, until, struck }) {
    const producer = await producerFor(stack);
    const all: readonly Topic<unknown>[] = Object.values(topics);
    const poisoned: { readonly topic: string; readonly key: string }[] = [];
    while (await nap(between(300, 1_500, chance), until)) {
      const topic = oneOf(all, chance);
      const kind = oneOf(kinds, chance);
      const clinic = oneOf(house.clinics, chance);
      if (topic === undefined || kind === undefined || clinic === undefined) continue;
      const heal = struck(topic.name);
      const key = `poison-${randomUUID()}`;
      poisoned.push({ topic: topic.name, key });
      // With a broker away it is simply not poisoned.
      await producer
        .send({ topic: topic.name, messages: [{ key, ...kind(topic, clinic.tenantId) }] })
        .catch(() => undefined);
      const parked = poisoned.length > lookedAtAfter ? poisoned.shift() : undefined;
      if (parked !== undefined) await producer.send(orders(parked, chance)).catch(() => undefined);
      heal();
    }
    await producer.disconnect();
  },
};

/** What an operator's order looks like on the bus, once for each group. */
function orders({ topic, key }: { topic: string; key: string }, chance: () => number) {
  const messages = groups.map((group) => {
    const verb = oneOf(verbs, chance) ?? "discard";
    const headers = { careline_command: verb, careline_group: group, careline_request: randomUUID() };
    return { key, value: Buffer.alloc(0), headers };
  });
  return { topic, messages };
}
