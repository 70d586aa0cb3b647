import type { Outgoing } from "./port.ts";

/** A record where it lies in its topic. */
export interface Positioned extends Outgoing {
  readonly partition: number;
  /** Grows along the partition; not every number need be there. */
  readonly offset: string;
  /** When it was written, in ms. */
  readonly at?: number;
}

/** Where a group's parked records of a topic lie. */
export function parkedTopic(topic: string, group: string): string {
  return `${topic}.${group}.parked`;
}

/** The record as it is parked: unchanged, still sealed, with the reason in its headers. */
export function parkedRecord(record: Positioned, group: string, reason: string, at: Date): Outgoing {
  return {
    topic: parkedTopic(record.topic, group),
    key: record.key,
    value: record.value,
    headers: {
      ...record.headers,
      careline_parked_reason: reason,
      careline_parked_at: at.toISOString(),
      careline_parked_from: `${record.partition}:${record.offset}`,
    },
  };
}

/** Written behind parked records when a replay or discard has dealt with them. */
export interface Settled {
  readonly requestId: string;
  /** Everything of this key up to here is dealt with. */
  readonly upTo: string;
  readonly count: number;
  /** Absent when the key was released; else why a record failed again. */
  readonly failure?: string | undefined;
}

export function settledRecord(topic: string, key: string, settled: Settled): Outgoing {
  const headers: Record<string, string> = {
    careline_settled: settled.requestId,
    careline_settled_up_to: settled.upTo,
    careline_settled_count: String(settled.count),
  };
  if (settled.failure !== undefined) headers["careline_settled_failure"] = settled.failure;
  return { topic, key, headers, value: new Uint8Array() };
}

export function settledOf({ headers }: Outgoing): Settled | undefined {
  const requestId = headers["careline_settled"];
  if (requestId === undefined) return undefined;
  return {
    requestId,
    upTo: headers["careline_settled_up_to"] ?? "0",
    count: Number(headers["careline_settled_count"] ?? 0),
    failure: headers["careline_settled_failure"],
  };
}

/** Of what lies parked for one key, oldest first: the records that no replay or discard has dealt with. */
export function stillParked(records: readonly Positioned[]): readonly Positioned[] {
  let upTo = -1n;
  for (const record of records) {
    const settled = settledOf(record);
    if (settled !== undefined && BigInt(settled.upTo) > upTo) upTo = BigInt(settled.upTo);
  }
  return records.filter((record) => settledOf(record) === undefined && BigInt(record.offset) > upTo);
}
