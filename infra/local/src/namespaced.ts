import type { Bus, Route } from "@careline/bus";
import type { Topic } from "@careline/contracts";

/** The same bus with all topics and groups under a prefix, so that several houses can share one Kafka. */
export function namespaced(bus: Bus, prefix: string): Bus {
  if (prefix === "") return bus;
  const renamed = <T>(topic: Topic<T>): Topic<T> => ({ ...topic, name: prefix + topic.name });
  const route = ({ topic, handle, ...rest }: Route): Route => ({
    ...rest,
    topic: renamed(topic),
    handle: (event) => handle({ ...event, topic: topic.name }),
  });
  return {
    ensureTopics: (topics, groups) =>
      bus.ensureTopics(
        topics.map(renamed),
        groups?.map((group) => prefix + group),
      ),
    publish: (records) => bus.publish(records.map((record) => ({ ...record, topic: prefix + record.topic }))),
    subscribe: (subscription) =>
      bus.subscribe({
        ...subscription,
        group: prefix + subscription.group,
        routes: subscription.routes.map(route),
      }),
    behindMs: (group, topic) => bus.behindMs(prefix + group, renamed(topic)),
    replay: (group, topic, key) => bus.replay(prefix + group, prefix + topic, key),
    discard: (group, topic, key) => bus.discard(prefix + group, prefix + topic, key),
    isHealthy: () => bus.isHealthy(),
    close: () => bus.close(),
  };
}
