import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Fault } from "@careline/faults";
import { hostAndPort } from "@careline/runtime";
import type { Log } from "@careline/runtime";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import { refuse } from "./answer.ts";

export const webhookPath = "/webhooks/whatsapp";

type WebhookHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
) => Promise<void>;

export interface HttpServer {
  /** host:port it listens on. */
  readonly address: string;
  /** Takes nothing new, lets what is in hand finish for a while, closes. */
  stop(withinMs?: number): Promise<void>;
}

// Node answers 431 and 408 by itself past these; the webhook has its own, closer limit for bodies.
const limits = {
  maxHeaderSize: 8 * 1024,
  headersTimeout: 5_000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: 65_000,
};

// Nearly every request is a plain POST to the webhook.
const nothingAsked = new URLSearchParams();

/** What the webhook's address asks for; undefined for another address. */
function queryOf(target: string): URLSearchParams | undefined {
  if (target === webhookPath) return nothingAsked;
  const url = URL.parse(target, "http://gateway.invalid");
  return url?.pathname === webhookPath ? url.searchParams : undefined;
}

/** The only door from outside. The webhook is plain node:http, so that its limits hold before anything is buffered. */
export async function httpServer(
  address: string,
  webhook: WebhookHandler,
  rest: Hono,
  log: Log,
): Promise<HttpServer> {
  const others = getRequestListener(rest.fetch);
  const server = createServer(limits, (request, response) => {
    const query = queryOf(request.url ?? "/");
    const answering = query === undefined ? others(request, response) : webhook(request, response, query);
    Promise.resolve(answering).catch((error: unknown) => {
      log.error("a request failed by our own mistake", { error });
      if (response.headersSent) response.destroy();
      else refuse(request, response, { status: 500, title: "our mistake" });
    });
  });
  server.maxConnections = 2_000;
  const { host, port } = hostAndPort(address);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) => reject(new Fault("invalid", `cannot listen on ${address}`, { cause })));
    server.listen(port, host, resolve);
  });
  const bound = server.address();
  const actual = typeof bound === "object" && bound !== null ? bound.port : port;
  return {
    address: `${host.includes(":") ? `[${host}]` : host}:${actual}`,
    async stop(withinMs = 10_000) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), withinMs);
      await closed;
      clearTimeout(timer);
    },
  };
}
