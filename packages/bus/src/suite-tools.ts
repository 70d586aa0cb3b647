import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Topic } from "@careline/contracts";
import { on, outgoing } from "./event.ts";
import { memoryHolds } from "./memory-holds.ts";
import { partitionOf } from "./partition-of.ts";
import type { Event, Outgoing, Subscription } from "./port.ts";

type Writer = ReturnType<Topic<string>["codec"]["encode"]>;

/** A topic of plain text, under a name of its own. */
export function textTopic(partial: Partial<Topic<string>> = {}): Topic<string> {
  return {
    name: `testing.said-${randomUUID().slice(0, 8)}.v1`,
    type: "careline.testing.v1.Said",
    owner: "testing",
    key: "speaker",
    codec: {
      encode: (text) => ({ finish: () => Buffer.from(text) }) as unknown as Writer,
      decode: (bytes) => Buffer.from(bytes as Uint8Array).toString(),
    },
    retentionDays: 7,
    order: "key",
    ...partial,
  };
}

export function say(topic: Topic<string>, key: string, value: string): Outgoing {
  return outgoing(topic, { id: randomUUID(), tenantId: "clinic", key, time: new Date(), value });
}

/** `count` records of a key: "<key>0", "<key>1", … */
export function sayMany(topic: Topic<string>, key: string, count: number, from = 0): Outgoing[] {
  return Array.from({ length: count }, (_, n) => say(topic, key, `${key}${n + from}`));
}

/** What a subscription heard, and how it is set up to hear it. */
export interface Listener {
  readonly heard: string[];
  readonly parked: string[];
  readonly subscription: Subscription;
  of(key: string): string[];
}

export function listener(
  topic: Topic<string>,
  handle: (text: string, event: Event<string>) => Promise<void> = async () => undefined,
  partial: Partial<Subscription> = {},
): Listener {
  const heard: string[] = [];
  const parked: string[] = [];
  const route = on(topic, async (event) => {
    await handle(event.value, event);
    heard.push(event.value);
  });
  return {
    heard,
    parked,
    of: (key) => heard.filter((text) => text.startsWith(key)),
    subscription: {
      group: `listeners-${randomUUID().slice(0, 8)}`,
      routes: [route],
      holds: memoryHolds(),
      onParked: ({ reason }) => parked.push(reason),
      ...partial,
    },
  };
}

/** Waits until it holds; a test that waits in vain fails by its own expectation. */
export async function until(holds: () => boolean | Promise<boolean>, patienceMs = 10_000): Promise<void> {
  for (const giveUpAt = Date.now() + patienceMs; Date.now() < giveUpAt && !(await holds());) await pause(5);
}

/** A key beginning with `prefix` that lies in the partition wished for. */
export function keyIn(partition: number, prefix: string): string {
  for (let n = 0; ; n += 1) {
    const key = `${prefix}${n}-`;
    if (partitionOf(key, 6) === partition) return key;
  }
}

export function gate(): { readonly opened: Promise<void>; open(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}
