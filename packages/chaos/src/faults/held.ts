import { randomBytes } from "node:crypto";
import { topics } from "@careline/contracts";
import { webhookOf } from "@careline/local/storm/contact";
import { poster } from "../load/post.ts";
import { firstWords } from "../load/script.ts";
import { contactIds } from "./contact-ids.ts";
import type { ChaosFault } from "./fault.ts";
import { between, nap } from "./nap.ts";
import { producerFor } from "./producer.ts";

export const held: ChaosFault = {
  name: "held",
  what: "a patient's message behind a record of theirs that nobody can read: it waits for an operator, unanswered",
  async play({ house, stack, chance, until, struck, retire }) {
    const producer = await producerFor(stack);
    const ids = contactIds(house);
    const posts = poster(house.local);
    const topic = topics.messageReceived.name;
    while (await nap(between(500, 2_000, chance), until)) {
      // The ledger has all of this person's messages and answers: one answer more is one that nobody asked for.
      const person = await retire();
      const key = await ids.of(person).catch(() => undefined);
      if (person === undefined || key === undefined) continue;
      const heal = struck(topic);
      // With a broker away nobody is held up, and nothing may be written.
      const isBefore = await producer.send({ topic, messages: [{ key, value: randomBytes(80) }] }).then(
        () => true,
        () => false,
      );
      if (isBefore) await posts.post(webhookOf(person.clinic, person, firstWords).body);
      heal();
    }
    posts.close();
    ids.close();
    await producer.disconnect();
  },
};
