import { randomBytes, randomUUID } from "node:crypto";
import { topics } from "@careline/contracts";
import type { Mortal } from "../house/replica.ts";
import type { Session } from "../session.ts";
import { again, type Leads } from "./lead.ts";
import { writerPast } from "./write-past.ts";

// To carry out an order takes a reader of its own, which is dear: not more often than somebody can come by.
const everyMs = 2_000;
// Each service hears one of these.
const heard = [topics.keyShredded, topics.deliveryChanged, topics.accountChanged];
// Tried again it is as unreadable as before, and stays; then it is thrown away.
const verbs = ["replay", "discard"];

/** In what a service hears lies something that nobody can read, and right behind it what an operator orders about it. */
export function leadsByGarbage({ stack }: Pick<Session, "stack">): Leads {
  const past = writerPast(stack);
  const poison = async (group: Mortal): Promise<void> => {
    const producer = await past.producer();
    const key = `lead-${randomUUID()}`;
    const messages = [{ key, value: randomBytes(80) }, ...verbs.map((verb) => orderOf(verb, group, key))];
    await producer.sendBatch({ topicMessages: heard.map(({ name: topic }) => ({ topic, messages })) });
  };
  return [[/^(park|replay|holds)\./, { onceReady: (service) => again(everyMs, () => poison(service)) }]];
}

function orderOf(verb: string, group: string, key: string) {
  const headers = { careline_command: verb, careline_group: group, careline_request: randomUUID() };
  return { key, value: Buffer.alloc(0), headers };
}
