import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";

const telemetry = new URL("telemetry.ts", import.meta.url).href;
const flush = new URL("flush-telemetry.ts", import.meta.url).href;

/** A collector that keeps what it is sent. */
async function collector() {
  const received: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (request.url === "/v1/traces") received.push(Buffer.concat(chunks).toString());
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

/** A program that serves and calls a secret link, and whose span holds an error about a patient. */
const program = `
  import { createServer } from "node:http";
  import { pino } from "pino";
  import { trace } from "@opentelemetry/api";
  import { flushTelemetry } from ${JSON.stringify(flush)};
  const log = pino();
  const server = createServer((_, response) => { log.info("served"); response.end(); });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  await fetch("http://127.0.0.1:" + server.address().port + "/l/s3cret?name=Ana", { headers: { "user-agent": "s3cret" } });
  trace.getTracer("ours").startActiveSpan("work", { attributes: { "db.query.text": "Ana" } }, (span) => {
    span.setAttribute("phone", "s3cret").setAttributes({ "db.namespace": "scheduling", "url.full": "s3cret" });
    span.recordException(new TypeError("Ana"));
    span.setStatus({ code: 2, message: "Ana" });
    span.addEvent("asked", { by: "Ana" });
    span.end();
  });
  server.closeAllConnections();
  server.close();
  await flushTelemetry();
  process.exit();`;

async function runWith(env: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, ["--import", telemetry, "--input-type=module", "-e", program], {
    env: { PATH: process.env["PATH"], OTEL_METRICS_EXPORTER: "none", ...env },
    cwd: import.meta.dirname,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (data: Buffer) => (output += String(data)));
  await once(child, "close");
  return output;
}

test("spans arrive without paths, queries, statements, or what an error said", async () => {
  const { endpoint, received } = await collector();
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: "http/json" };
  const output = await runWith({ ...env, OTEL_SERVICE_NAME: "demo", OTEL_BSP_SCHEDULE_DELAY: "100" });
  const all = received.join("\n");
  for (const told of ["TypeError", "db.namespace", "http.request.method", "exception", "asked", '"demo"'])
    expect(all).toContain(told);
  expect(all).not.toMatch(/s3cret|Ana|\/l\//);
  expect(output, "a log line carries its trace").toMatch(/"trace_id":"[0-9a-f]{32}"/);
});

test("without a collector nothing is loaded", async () => {
  expect(await runWith({})).not.toContain("trace_id");
});

test("a collector that never answers does not hold up the end", async () => {
  let isAsked = false;
  const silent = createServer(() => (isAsked = true));
  silent.listen(0, "127.0.0.1");
  await once(silent, "listening");
  onTestFinished(() => void silent.close());
  const endpoint = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  // The exporter alone would wait for an hour; the program ends, or this test does not.
  await runWith({
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
    OTEL_EXPORTER_OTLP_TIMEOUT: "3600000",
    OTEL_BSP_EXPORT_TIMEOUT: "3600000",
  });
  expect(isAsked).toBe(true);
});
