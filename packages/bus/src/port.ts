import type { Topic } from "@careline/contracts";

/** A fact as a service hears it. `id` is unique for ever: hearing it twice must change nothing. */
export interface Event<T> {
  readonly id: string;
  readonly tenantId: string;
  readonly key: string;
  readonly time: Date;
  readonly topic: string;
  readonly value: T;
  /** Dense per key, or per producing service for topics ordered so; undefined where nobody counted. */
  readonly sequence?: number | undefined;
  /** What the sequence counts from anew: grows when a producer lost its count. */
  readonly epoch?: number | undefined;
  /** W3C trace context of whoever said it. */
  readonly traceparent?: string | undefined;
}

/** A record on its way to a topic: protobuf bytes under CloudEvents headers (Kafka binding, binary mode). */
export interface Outgoing {
  readonly topic: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Uint8Array;
}

/** A topic and what wakes up for it. */
export interface Route {
  readonly topic: Topic<unknown>;
  /** Records of one key may be handled at the same time: taken in order, none waits for another, be it parked. */
  readonly unordered?: boolean;
  handle(event: Event<unknown>): Promise<void>;
}

/** Keys that wait behind a parked record, kept where they survive a restart (the service's database). */
export interface Holds {
  /** Holds a key: from now on its records are parked behind the one that failed. */
  hold(group: string, topic: string, key: string, reason: string): Promise<void>;
  isHeld(group: string, topic: string, key: string): Promise<boolean>;
  release(group: string, topic: string, key: string): Promise<void>;
  /**
   * All keys of a topic that are held. With it a member asks once, when partitions come to it: from then on only it
   * holds and releases their keys. Without it `isHeld` is asked before each record.
   */
  heldOf?(group: string, topic: string): Promise<ReadonlySet<string>>;
}

export interface Subscription {
  /** The consumer group: the service's name. */
  readonly group: string;
  readonly routes: readonly Route[];
  readonly holds: Holds;
  /** Nobody waits for what it hears: a fetch costs much the same whatever it brings, so it is made a few times a second. */
  readonly mayWait?: boolean;
  /** Told of each parked record, for a log line and a metric; never of its contents. */
  readonly onParked?: (parked: ParkedNotice) => void;
  /** Told of each failed try that will be made again, for a log line and a metric. */
  readonly onRetry?: (retry: RetryNotice) => void;
}

export interface ParkedNotice {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly reason: string;
}

export interface RetryNotice extends ParkedNotice {
  readonly attempt: number;
  readonly pauseMs: number;
}

export interface Running {
  /** Finishes what is in hand, commits, leaves the group. */
  stop(): Promise<void>;
  pause(): void;
  resume(): void;
  /** Age of the oldest record not yet handled, in ms; 0 when nothing waits. What patients feel. */
  oldestWaitingMs(): Promise<number>;
  /** Time since the last successful fetch or heartbeat, in ms: liveness. */
  idleSinceMs(): number;
}

export interface Bus {
  /** Makes the topics that are missing, and the parked topics of the given groups. Never done by publishing. */
  ensureTopics(topics: readonly Topic<unknown>[], groups?: readonly string[]): Promise<void>;
  /** Resolves when every record is durable; rejects with Fault("unavailable") when it cannot tell. Order per key holds. */
  publish(records: readonly Outgoing[]): Promise<void>;
  /** At least once, in order per key. A handler's Fault decides: refuse/park → parked and the key held; retry → again in place. */
  subscribe(subscription: Subscription): Promise<Running>;
  /**
   * How long ago it was, in ms, that a group had handled everything that lay in a topic then; parked counts as handled.
   * Infinity while that is not known: asked again a little later, it is. Rejects when it cannot tell.
   */
  behindMs(group: string, topic: Topic<unknown>): Promise<number>;
  /** Feeds a group's parked records of a key to its handlers again, in order, and releases the key. Returns how many. */
  replay(group: string, topic: string, key: string): Promise<number>;
  /** Gives a group's parked records of a key up for lost, and releases the key. Returns how many. */
  discard(group: string, topic: string, key: string): Promise<number>;
  /** Is it reachable now? */
  isHealthy(): Promise<boolean>;
  close(): Promise<void>;
}
