import type { Bus, Outgoing } from "@careline/bus";
import { handlingOf } from "@careline/faults";
import type { OutboxRow } from "./outbox.ts";
import type { RelayOptions } from "./port.ts";

const setAsideMs = 30_000;

export interface Sender {
  /** Which of them the bus has taken. Rejects when it cannot take or tell now. */
  send(rows: readonly OutboxRow[]): Promise<readonly OutboxRow[]>;
  /** Aggregates of which the bus refused something for good, for a while. */
  setAside(): readonly string[];
}

export function sender(bus: Bus, onFault: RelayOptions["onFault"]): Sender {
  const untilMs = new Map<string, number>();

  async function send(rows: readonly OutboxRow[]): Promise<readonly OutboxRow[]> {
    try {
      await bus.publish(rows.map(record));
      return rows;
    } catch (error) {
      if (handlingOf(error) === "retry") throw error;
      return sendApart(rows);
    }
  }

  /** The bus will never take one of these: its aggregate is set aside, the others go on. */
  async function sendApart(rows: readonly OutboxRow[]): Promise<readonly OutboxRow[]> {
    const taken: OutboxRow[] = [];
    for (const [aggregate, group] of Map.groupBy(rows, (row) => row.aggregate)) {
      try {
        await bus.publish(group.map(record));
        taken.push(...group);
      } catch (error) {
        onFault?.(error);
        untilMs.set(aggregate, performance.now() + setAsideMs);
      }
    }
    return taken;
  }

  return {
    send,
    setAside: () => {
      const now = performance.now();
      for (const [aggregate, until] of untilMs) if (until < now) untilMs.delete(aggregate);
      return [...untilMs.keys()];
    },
  };
}

function record({ topic, key, headers, payload }: OutboxRow): Outgoing {
  return { topic, key, headers, value: payload.value() };
}
