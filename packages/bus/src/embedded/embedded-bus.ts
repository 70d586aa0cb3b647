import { Fault } from "@careline/faults";
import { order } from "../command.ts";
import { usualPausesMs } from "../lane/after-failure.ts";
import { heldKeys } from "../lane/held-keys.ts";
import { type LanePorts, lane } from "../lane/lane.ts";
import { checked } from "../outgoing-checks.ts";
import { parkedTopic } from "../parked.ts";
import type { Bus, Outgoing, Running, Subscription } from "../port.ts";
import { type Report, unheard } from "../report.ts";
import { topicsNeeded } from "../subscription-checks.ts";
import { type Group, type Member, embeddedGroup } from "./group.ts";
import { openLog } from "./log.ts";

export interface EmbeddedBusOptions {
  /** The file of its log, or ":memory:". One process at a time may have it open. */
  readonly path: string;
  /** Of each topic that is made from now on. */
  readonly partitions?: number;
  /** Pauses between tries of a failing handler; the last one is kept. */
  readonly retryPausesMs?: readonly number[];
  /** Told when the log cannot be read or written. */
  readonly report?: Report;
  /** Refused: production has Kafka. */
  readonly production?: boolean;
}

const hourMs = 3_600_000;

/** A bus in this process, its log in one SQLite file that survives `kill -9`: for development, tests and demos. */
export async function embeddedBus(options: EmbeddedBusOptions): Promise<Bus> {
  if (options.production === true)
    throw new Fault("invalid", "the embedded bus is not for production: use Kafka");
  const log = openLog(options.path, options.partitions ?? 6);
  const groups = new Map<string, Group>();
  let isOpen = true;
  const forgetting = setInterval(() => void log.forget(Date.now()).catch(() => undefined), hourMs).unref();

  async function publish(records: readonly Outgoing[]): Promise<void> {
    if (!isOpen) throw new Fault("unavailable", "the bus is closed");
    if (records.length === 0) return;
    const places = new Set(await log.append(records));
    for (const group of groups.values()) for (const place of places) group.wake(place);
  }

  const ports: LanePorts = {
    publish,
    parkedOf: async (topic, key) => log.readKey(topic, key),
    pausesMs: options.retryPausesMs ?? usualPausesMs,
  };

  function groupOf(name: string): Group {
    const group = groups.get(name) ?? embeddedGroup(name, log, options.report ?? unheard);
    groups.set(name, group);
    return group;
  }

  async function subscribe(subscription: Subscription): Promise<Running> {
    if (!isOpen) throw new Fault("unavailable", "the bus is closed");
    for (const topic of topicsNeeded(subscription)) log.placesOf(topic);
    const group = groupOf(subscription.group);
    const held = heldKeys(subscription);
    const member: Member = {
      topics: new Set(subscription.routes.map(({ topic }) => topic.name)),
      lane: lane(subscription, ports, held),
      held,
      paused: false,
    };
    group.join(member);
    const setPaused = (paused: boolean): void => {
      member.paused = paused;
      group.wake();
    };
    return {
      stop: () => group.leave(member),
      pause: () => setPaused(true),
      resume: () => setPaused(false),
      oldestWaitingMs: async () => group.oldestWaitingMs(member),
      idleSinceMs: () => 0,
    };
  }

  await log.forget(Date.now());
  return {
    subscribe,
    publish: checked(publish),
    ensureTopics: async (topics, groupNames = []) => {
      for (const { name, retentionDays } of topics) {
        await log.ensureTopic(name, retentionDays);
        for (const group of groupNames) await log.ensureTopic(parkedTopic(name, group), undefined);
      }
    },
    behindMs: async (group, topic) => groupOf(group).behindMs(topic.name),
    replay: (group, topic, key) => order("replay", { group, topic, key }, ports),
    discard: (group, topic, key) => order("discard", { group, topic, key }, ports),
    isHealthy: async () => isOpen,
    close: async () => {
      if (!isOpen) return;
      clearInterval(forgetting);
      await Promise.all([...groups.values()].map((group) => group.close()));
      isOpen = false;
      log.close();
    },
  };
}
