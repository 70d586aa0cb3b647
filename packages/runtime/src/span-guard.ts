import type {
  Attributes,
  AttributeValue,
  Span,
  SpanStatus,
  Tracer,
  TracerProvider,
} from "@opentelemetry/api";

// What a span may tell: kinds, names of ours, codes. Not paths and queries (links are secrets), not statements, keys,
// addresses of people, nor what an error said.
const told = new Set([
  "error.type",
  "exception.type",
  "http.request.method",
  "http.response.status_code",
  "http.route",
  "url.scheme",
  "server.address",
  "server.port",
  "network.protocol.version",
  "network.transport",
  "rpc.system",
  "rpc.service",
  "rpc.method",
  "rpc.grpc.status_code",
  "messaging.system",
  "messaging.destination.name",
  "messaging.destination.partition.id",
  "messaging.operation.name",
  "messaging.operation.type",
  "messaging.batch.message_count",
  "db.system.name",
  "db.namespace",
  "db.collection.name",
  "db.operation.name",
]);

/** A tracer provider whose spans carry no patient data, whatever a library would put into them. */
export function guardedProvider(provider: TracerProvider): TracerProvider {
  return { getTracer: (...named) => guardedTracer(provider.getTracer(...named)) };
}

// The attributes that may leave.
function toldOnly(attributes: Attributes = {}): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => told.has(name)));
}

const guarded = new WeakSet<Tracer>();

function guardedTracer(tracer: Tracer): Tracer {
  if (guarded.has(tracer)) return tracer;
  guarded.add(tracer);
  const startSpan = tracer.startSpan.bind(tracer);
  return Object.assign(tracer, {
    startSpan: (...[name, options = {}, context]: Parameters<Tracer["startSpan"]>) =>
      guardedSpan(startSpan(name, { ...options, attributes: toldOnly(options.attributes) }, context)),
  });
}

// In place, because an SDK knows its spans by identity.
function guardedSpan(span: Span): Span {
  const setAttribute = span.setAttribute.bind(span);
  const setAttributes = span.setAttributes.bind(span);
  const setStatus = span.setStatus.bind(span);
  const addEvent = span.addEvent.bind(span);
  return Object.assign(span, {
    setAttribute: (name: string, value: AttributeValue) =>
      told.has(name) ? setAttribute(name, value) : span,
    setAttributes: (attributes: Attributes) => setAttributes(toldOnly(attributes)),
    setStatus: ({ code }: SpanStatus) => setStatus({ code }),
    recordException: (error: unknown) => {
      addEvent("exception", { "exception.type": error instanceof Error ? error.name : typeof error });
    },
    addEvent: (name: string) => addEvent(name),
  });
}
