import { traceHeader } from "./event.ts";
import { Fault, failpoint } from "@careline/faults";
import type { Bus, Outgoing } from "./port.ts";
import { activeTraceparent } from "./trace.ts";

/** Kafka's brokers take batches up to 1,048,588 bytes; what is left is for headers that parking adds. */
export const recordBytesMax = 1_000_000;

export function sizeOf({ key, headers, value }: Outgoing): number {
  let bytes = value.byteLength + Buffer.byteLength(key);
  for (const [name, text] of Object.entries(headers)) bytes += name.length + Buffer.byteLength(text);
  return bytes;
}

/** What services publish by: checked before anything is said. */
export function checked(publish: Bus["publish"]): Bus["publish"] {
  return async (records) => {
    const ready = readyToGo(records);
    failpoint("bus.before-publish");
    await publish(ready);
    failpoint("bus.after-publish");
  };
}

/** The records as they go out: within the size limit, and carrying the trace that is active here. */
export function readyToGo(records: readonly Outgoing[]): readonly Outgoing[] {
  const traceparent = activeTraceparent();
  return records.map((record) => {
    if (sizeOf(record) > recordBytesMax)
      throw new Fault("invalid", `a record for ${record.topic} is over ${recordBytesMax} bytes`);
    if (traceparent === undefined || record.headers[traceHeader] !== undefined) return record;
    return { ...record, headers: { ...record.headers, [traceHeader]: traceparent } };
  });
}
