export { embeddedBus } from "./embedded/embedded-bus.ts";
export type { EmbeddedBusOptions } from "./embedded/embedded-bus.ts";
export { kafkaBus } from "./kafka/kafka-bus.ts";
export type { KafkaBusOptions } from "./kafka/kafka-bus.ts";
export { incoming, on, outgoing } from "./event.ts";
export type { NewEvent } from "./event.ts";
export { memoryHolds } from "./memory-holds.ts";
export { parkedTopic } from "./parked.ts";
export { partitionOf } from "./partition-of.ts";
export type { Report } from "./report.ts";
export type {
  Bus,
  Event,
  Holds,
  Outgoing,
  ParkedNotice,
  RetryNotice,
  Route,
  Running,
  Subscription,
} from "./port.ts";
export { activeTraceparent } from "./trace.ts";
