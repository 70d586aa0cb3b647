import { createServer } from "node:http";

export interface Span {
  readonly traceId: string;
  readonly service: string;
  /** The library that made it: http, kafkajs, grpc, mongodb. */
  readonly library: string;
  readonly name: string;
}

interface Exported {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly { key: string; value: { stringValue?: string } }[] };
    readonly scopeSpans: readonly {
      readonly scope: { readonly name: string };
      readonly spans: readonly { traceId: string; name: string }[];
    }[];
  }[];
}

/** Takes traces as OTLP over HTTP in JSON, as a collector would. */
export async function receiveTraces() {
  const spans: Span[] = [];
  let raw = "";
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString();
      raw += body;
      if (request.url === "/v1/traces") spans.push(...spansOf(JSON.parse(body) as Exported));
      response.setHeader("content-type", "application/json").end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    spans,
    /** Everything that came, as it came. */
    raw: () => raw,
    close: () => server.close(),
  };
}

function spansOf({ resourceSpans }: Exported): readonly Span[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = resource.attributes.find(({ key }) => key === "service.name")?.value.stringValue ?? "";
    return scopeSpans.flatMap(({ scope, spans }) => {
      const library = scope.name.replace("@opentelemetry/instrumentation-", "");
      return spans.map(({ traceId, name }) => ({ traceId, service, library, name }));
    });
  });
}
