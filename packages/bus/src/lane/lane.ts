import { setTimeout as pause } from "node:timers/promises";
import { Fault, failpoint } from "@careline/faults";
import { type Command, commandOf } from "../command.ts";
import { incoming } from "../event.ts";
import { type Positioned, parkedRecord, parkedTopic, settledRecord, stillParked } from "../parked.ts";
import type { Outgoing, RetryNotice, Route, Subscription } from "../port.ts";
import { underTrace } from "../trace.ts";
import { afterFailure, pauseAfter, reasonOf } from "./after-failure.ts";
import { type HeldKeys, heldKeys } from "./held-keys.ts";

/** What a lane asks of its adapter. */
export interface LanePorts {
  publish(records: readonly Outgoing[]): Promise<void>;
  /** All that lies parked for a key, oldest first, settlements included. */
  parkedOf(topic: string, key: string): Promise<readonly Positioned[]>;
  readonly pausesMs: readonly number[];
}

/** `abandoned`: the signal came first; the record is not handled and must be fetched again. */
export type Outcome = "handled" | "abandoned";

export interface Lane {
  (record: Positioned, signal: AbortSignal): Promise<Outcome>;
  /** False for a record that need not wait for the one of its key before it; absent, each waits. */
  readonly waits?: (record: Positioned) => boolean;
}

/**
 * Takes a member's records, one at a time of each key: handles it, tries again in place, parks what cannot be handled
 * and holds its key. Once it says `handled`, the record's effects, or its hold and its parked copy, are durable.
 */
export function lane(
  subscription: Subscription,
  ports: LanePorts,
  holds: HeldKeys = heldKeys(subscription),
): Lane {
  const { group } = subscription;
  const routes = new Map(subscription.routes.map((route) => [route.topic.name, route]));

  async function take(record: Positioned, signal: AbortSignal): Promise<void> {
    const route = routes.get(record.topic);
    if (route === undefined) throw new Fault("missing", `no route for ${record.topic}`);
    const command = commandOf(record);
    if (command !== undefined)
      return command.group === group ? obey(command, route, record, signal) : undefined;
    const isHeld = () => holds.isHeld(group, record.topic, record.key);
    if (route.unordered !== true && (await surely(record, signal, isHeld)))
      return park(record, signal, "behind a parked record of its key");
    const failure = await attempt(record, route, record, signal);
    if (failure === undefined) return;
    failpoint("park.before-hold");
    await surely(record, signal, () => holds.hold(group, record.topic, record.key, failure));
    failpoint("park.after-hold");
    await park(record, signal, failure);
  }

  async function park(record: Positioned, signal: AbortSignal, reason: string): Promise<void> {
    const parked = parkedRecord(record, group, reason, new Date());
    await surely(record, signal, () => ports.publish([parked]));
    failpoint("park.after-park");
    const { topic, partition, offset } = record;
    subscription.onParked?.({ topic, partition, offset, reason });
  }

  async function obey(command: Command, route: Route, at: Positioned, signal: AbortSignal): Promise<void> {
    const { topic, key } = at;
    const from = parkedTopic(topic, group);
    const pending = stillParked(await surely(at, signal, () => ports.parkedOf(from, key)));
    let upTo = "-1";
    let count = 0;
    let failure: string | undefined;
    for (const parked of pending) {
      if (command.verb === "replay") failure = await attempt({ ...parked, topic }, route, at, signal);
      if (failure !== undefined) break;
      upTo = parked.offset;
      count += 1;
    }
    failpoint("replay.before-release");
    if (failure === undefined) await surely(at, signal, () => holds.release(group, topic, key));
    failpoint("replay.after-release");
    const settled = settledRecord(from, key, { requestId: command.requestId, upTo, count, failure });
    await surely(at, signal, () => ports.publish([settled]));
    failpoint("replay.after-settle");
  }

  /** Tries until it is done or must be parked: then says why. */
  async function attempt(
    record: Outgoing,
    route: Route,
    at: Positioned,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    for (let tries = 1; ; tries += 1) {
      try {
        const event = incoming(route.topic, record);
        failpoint("bus.before-handle");
        await underTrace(event.traceparent, `process ${event.topic}`, () => route.handle(event));
        failpoint("bus.after-handle");
        return undefined;
      } catch (error) {
        const next = afterFailure(error, tries, ports.pausesMs);
        if (next.kind === "park") return next.reason;
        await waitToRetry(at, { ...next, attempt: tries }, signal);
      }
    }
  }

  /** What must happen before the lane may go on is repeated until it does. */
  async function surely<T>(at: Positioned, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await work();
      } catch (error) {
        const pauseMs = pauseAfter(tries, ports.pausesMs);
        await waitToRetry(at, { pauseMs, reason: reasonOf(error), attempt: tries }, signal);
      }
    }
  }

  async function waitToRetry(
    { topic, partition, offset }: Positioned,
    { attempt, pauseMs, reason }: Pick<RetryNotice, "attempt" | "pauseMs" | "reason">,
    signal: AbortSignal,
  ): Promise<void> {
    subscription.onRetry?.({ topic, partition, offset, reason, attempt, pauseMs });
    await pause(pauseMs, undefined, { signal });
  }

  const done = async (record: Positioned, signal: AbortSignal): Promise<Outcome> => {
    try {
      signal.throwIfAborted();
      await take(record, signal);
      return "handled";
    } catch (error) {
      if (signal.aborted) return "abandoned";
      throw error;
    }
  };
  return Object.assign(done, {
    waits: (record: Positioned) =>
      routes.get(record.topic)?.unordered !== true || commandOf(record) !== undefined,
  });
}
