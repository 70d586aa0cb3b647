import { Owner } from "@careline/contracts/conversation/v1/events";
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Bus, Outgoing } from "@careline/bus";
import { auditRecorded, topics } from "@careline/contracts";
import { onTestFinished } from "vitest";
import { openStore } from "./open-store.ts";
import type { Store, StoreOptions, Unit } from "./port.ts";

/** Opens a store for one test, in a database of its own unless one is named. */
export async function openTestStore(uri: string, options: Partial<StoreOptions> = {}): Promise<Store> {
  const database = options.database ?? `store_${randomUUID().slice(0, 8)}`;
  const store = await openStore({ uri, indexes: [], ...options, database });
  onTestFinished(async () => {
    if (options.database === undefined) await store.db.dropDatabase();
    await store.close();
  });
  return store;
}

/** A bus that records what it takes; `refuse` throws instead, `loseAck` takes and then throws. */
export interface RecordingBus extends Bus {
  readonly taken: Outgoing[];
  refuse: (records: readonly Outgoing[]) => Error | undefined;
  loseAck: (records: readonly Outgoing[]) => Error | undefined;
}

export function recordingBus(): RecordingBus {
  const unused = () => Promise.reject(new Error("not part of this test"));
  const bus: RecordingBus = {
    taken: [],
    refuse: () => undefined,
    loseAck: () => undefined,
    publish: async (records) => {
      await pause(1);
      const refusal = bus.refuse(records);
      if (refusal !== undefined) throw refusal;
      bus.taken.push(...records);
      const loss = bus.loseAck(records);
      if (loss !== undefined) throw loss;
    },
    ensureTopics: unused,
    subscribe: unused,
    behindMs: unused,
    replay: unused,
    discard: unused,
    isHealthy: () => Promise.resolve(true),
    close: () => Promise.resolve(),
  };
  return bus;
}

/** The commands that a store sends from now on, with their collections; of one opened with `monitorCommands=true`. */
export function watchCommands(store: Store): string[] {
  const seen: string[] = [];
  store.db.client.on("commandStarted", ({ commandName, command }) => {
    const collection: unknown = command[commandName];
    seen.push(typeof collection === "string" ? `${commandName} ${collection}` : commandName);
  });
  return seen;
}

const said = { tenantId: "north", time: new Date("2026-03-02T12:00:00Z") };

/** Says something that is ordered by its key. */
export function hand(unit: Pick<Unit, "emit">, key: string, reason = "asked", id?: string): void {
  const value = { conversationId: key, contactId: key, owner: Owner.BOT, reason, urgent: false };
  unit.emit(topics.handedOver, { ...said, key, value, ...(id !== undefined && { id }) });
}

/** Says something that is numbered by its producer. */
export function audit(unit: Pick<Unit, "emit">, requestId: string, id?: string, tenantId = "north"): void {
  const facts = { service: "s", actor: "service:s", action: "a.b", purpose: "p", at: said.time, requestId };
  unit.emit(topics.auditRecorded, {
    ...said,
    tenantId,
    key: tenantId,
    value: auditRecorded(facts),
    ...(id !== undefined && { id }),
  });
}

export const sequences = (records: readonly Outgoing[]): number[] =>
  records.map(({ headers }) => Number(headers["ce_sequence"]));

export const ids = (records: readonly Outgoing[]): (string | undefined)[] =>
  records.map(({ headers }) => headers["ce_id"]);

export function oneToN(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
