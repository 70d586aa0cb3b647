import { ROOT_CONTEXT, context, isSpanContextValid, trace } from "@opentelemetry/api";

const pattern = /^[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/;

/** The W3C trace context of the span that is active here, if one is. */
export function activeTraceparent(): string | undefined {
  const span = trace.getSpanContext(context.active());
  if (span === undefined || !isSpanContextValid(span)) return undefined;
  return `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, "0")}`;
}

/** Runs `work` as a part of the trace that `traceparent` names. */
export function underTrace<T>(traceparent: string | undefined, work: () => Promise<T>): Promise<T> {
  const [, traceId, spanId, flags] = pattern.exec(traceparent ?? "") ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return work();
  const remote = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
  return context.with(trace.setSpanContext(ROOT_CONTEXT, remote), work);
}
