import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  context,
  isSpanContextValid,
  trace,
} from "@opentelemetry/api";

const pattern = /^[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/;

/** The W3C trace context of the span that is active here, if one is. */
export function activeTraceparent(): string | undefined {
  const span = trace.getSpanContext(context.active());
  if (span === undefined || !isSpanContextValid(span)) return undefined;
  return `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, "0")}`;
}

/** Runs `work` as a span of the trace that `traceparent` names. */
export function underTrace<T>(
  traceparent: string | undefined,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  const [, traceId, spanId, flags] = pattern.exec(traceparent ?? "") ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return work();
  const remote = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
  const within = trace.setSpanContext(ROOT_CONTEXT, remote);
  // Not kept: telemetry may start after this was loaded.
  const tracer = trace.getTracer("@careline/bus");
  return tracer.startActiveSpan(name, { kind: SpanKind.CONSUMER }, within, async (span) => {
    try {
      return await work();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}
