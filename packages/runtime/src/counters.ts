import { metrics } from "@opentelemetry/api";

/** Counts `by` more of something; the reason is a word of ours, never data. */
export type Count<Name extends string> = (name: Name, reason?: string, by?: number) => void;

/** Counters of a service in OpenTelemetry, by name and what they count. They cost nothing where no one collects them. */
export function counters<Name extends string>(
  service: string,
  descriptions: Readonly<Record<Name, string>>,
): Count<Name> {
  const meter = metrics.getMeter(`careline.${service}`);
  const made = new Map(
    Object.entries<string>(descriptions).map(([name, description]) => [
      name,
      meter.createCounter(`careline.${service}.${name}`, { description }),
    ]),
  );
  return (name, reason, by = 1) => made.get(name)?.add(by, reason === undefined ? {} : { reason });
}
