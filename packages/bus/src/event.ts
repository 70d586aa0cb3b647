import type { Topic } from "@careline/contracts";
import { Fault } from "@careline/faults";
import type { Event, Outgoing, Route } from "./port.ts";

export interface NewEvent<T> {
  readonly id: string;
  readonly tenantId: string;
  readonly key: string;
  readonly time: Date;
  readonly value: T;
  readonly sequence?: number | undefined;
  readonly traceparent?: string | undefined;
}

/**
 * CloudEvents' extension for distributed tracing. The plain `traceparent` belongs to the sending library, which writes
 * its own span into it: for a relay that is not the span in which the event was said.
 */
export const traceHeader = "ce_traceparent";

/** Writes an event as CloudEvents 1.0 in the Kafka protocol binding's binary mode. */
export function outgoing<T>(topic: Topic<T>, event: NewEvent<T>): Outgoing {
  const headers: Record<string, string> = {
    ce_specversion: "1.0",
    ce_id: event.id,
    ce_type: topic.type,
    ce_source: `/careline/${topic.owner}`,
    ce_time: event.time.toISOString(),
    ce_tenantid: event.tenantId,
    "content-type": "application/protobuf",
  };
  if (event.sequence !== undefined) headers["ce_sequence"] = String(event.sequence);
  if (event.traceparent !== undefined) headers[traceHeader] = event.traceparent;
  return { topic: topic.name, key: event.key, headers, value: topic.codec.encode(event.value).finish() };
}

/** Reads a record as the topic's event. A record that is none is unreadable: it will never become one. */
export function incoming<T>(topic: Topic<T>, record: Outgoing): Event<T> {
  const { headers } = record;
  const id = headers["ce_id"];
  const tenantId = headers["ce_tenantid"];
  const time = new Date(headers["ce_time"] ?? Number.NaN);
  if (!id || !tenantId || Number.isNaN(time.getTime()) || headers["ce_type"] !== topic.type)
    throw new Fault("unreadable", `not an event of ${topic.name}: its headers are incomplete`);
  return {
    id,
    tenantId,
    key: record.key,
    time,
    topic: topic.name,
    value: decode(topic, record.value),
    sequence: count(headers["ce_sequence"]),
    epoch: count(headers["ce_epoch"]),
    traceparent: headers[traceHeader] ?? headers["traceparent"],
  };
}

/** Binds a handler to a topic, with the topic's type. */
export function on<T>(topic: Topic<T>, handle: (event: Event<T>) => Promise<void>): Route {
  return { topic, handle: (event) => handle(event as Event<T>) };
}

function decode<T>(topic: Topic<T>, value: Uint8Array): T {
  try {
    return topic.codec.decode(value);
  } catch (cause) {
    throw new Fault("unreadable", `not a ${topic.type}`, { cause });
  }
}

function count(header: string | undefined): number | undefined {
  const number = Number(header ?? Number.NaN);
  return Number.isSafeInteger(number) ? number : undefined;
}
