import { setTimeout as pause } from "node:timers/promises";
import { Fault } from "@careline/faults";
import { order } from "../command.ts";
import { usualPausesMs } from "../lane/after-failure.ts";
import { heldKeys } from "../lane/held-keys.ts";
import { type LanePorts, lane } from "../lane/lane.ts";
import { checked } from "../outgoing-checks.ts";
import type { Bus, Outgoing, Running, Subscription } from "../port.ts";
import { type Report, unheard } from "../report.ts";
import { topicsNeeded } from "../subscription-checks.ts";
import { behind } from "./behind.ts";
import { type ClientOptions, admins, kafkaClient, unavailable } from "./client.ts";
import { collector } from "./collector.ts";
import { kafkaMember } from "./member.ts";
import { parkedReader } from "./parked-reader.ts";
import { producers } from "./producers.ts";
import { senders } from "./senders.ts";
import { kafkaTopics } from "./topics.ts";

export interface KafkaBusOptions extends ClientOptions {
  /**
   * What no other process with this client id is called, and a later one again if it takes this one's place: a pod's name.
   * The later one's groups need not wait then until the session of a killed one has ended.
   */
  readonly instance?: string;
  /** Of each topic that is made from now on. */
  readonly partitions?: number;
  /** From one call to the next to the same broker, at least: what comes meanwhile goes along. */
  readonly lingerMs?: number;
  /** How long `publish` tries before it says that nobody can tell. */
  readonly publishWithinMs?: number;
  /** Pauses between tries of a failing handler; the last one is kept. */
  readonly retryPausesMs?: readonly number[];
  /** Told of crashes, and of what Kafka deleted before it was read. */
  readonly report?: Report;
}

const healthyWithinMs = 2_000;

/** A bus over Kafka. Nothing acknowledged is lost: see the README for how kafkajs is kept from losing it. */
export async function kafkaBus(options: KafkaBusOptions): Promise<Bus> {
  const report = options.report ?? unheard;
  const { instance = "" } = options;
  const ownName = instance === "" ? undefined : `${options.clientId}.${instance}`;
  const kafka = kafkaClient({ ...options, clientId: ownName ?? options.clientId }, report);
  const { withAdmin, close: closeAdmin } = admins(kafka);
  const behindMs = behind(withAdmin);
  const topics = kafkaTopics(withAdmin, options.partitions ?? 6);
  const producing = producers(kafka);
  const closing = new AbortController();
  const say = senders(collector({ ...producing, lingerMs: options.lingerMs ?? 5 }), topics.partitionsOf, {
    giveUpAfterMs: options.publishWithinMs ?? 30_000,
    closing: closing.signal,
  });
  const members = new Set<Running>();

  async function publish(records: readonly Outgoing[]): Promise<void> {
    if (closing.signal.aborted) throw new Fault("unavailable", "the bus is closed");
    await say(records);
  }

  const ports: LanePorts = {
    publish,
    parkedOf: parkedReader(kafka, withAdmin, topics),
    pausesMs: options.retryPausesMs ?? usualPausesMs,
  };

  async function subscribe(subscription: Subscription): Promise<Running> {
    const held = heldKeys(subscription);
    let partitions = 0;
    for (const topic of topicsNeeded(subscription)) partitions += await topics.partitionsOf(topic);
    const member = await kafkaMember({
      kafka,
      ownName,
      partitions,
      group: subscription.group,
      topics: subscription.routes.map(({ topic }) => topic.name),
      lane: lane(subscription, ports, held),
      held,
      report,
      mayWait: subscription.mayWait ?? false,
    }).catch((cause: unknown) => {
      throw unavailable("the group could not be joined", cause);
    });
    const stop = async (): Promise<void> => {
      members.delete(running);
      await member.stop();
    };
    const running: Running = { ...member, stop };
    members.add(running);
    return running;
  }

  const hasBrokers = (): Promise<boolean> =>
    withAdmin((admin) => admin.describeCluster()).then(
      ({ brokers }) => brokers.length > 0,
      () => false,
    );

  return {
    subscribe,
    publish: checked(publish),
    ensureTopics: (wished, groups = []) => topics.ensure(wished, groups),
    behindMs: (group, topic) => behindMs(group, topic.name),
    replay: (group, topic, key) => order("replay", { group, topic, key }, ports),
    discard: (group, topic, key) => order("discard", { group, topic, key }, ports),
    isHealthy: () => Promise.race([hasBrokers(), pause(healthyWithinMs, false, { ref: false })]),
    close: async () => {
      await Promise.all([...members].map((member) => member.stop()));
      closing.abort();
      await Promise.all([producing.close(), closeAdmin()]);
    },
  };
}
