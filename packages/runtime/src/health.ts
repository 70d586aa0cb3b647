import { createServer, type ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { Fault } from "@careline/faults";
import { hostAndPort } from "./address.ts";

export interface Health {
  /** host:port it listens on. */
  readonly address: string;
  stop(): Promise<void>;
}

const answerWithinMs = 2_000;

/** GET /live is 200 while the process turns; GET /ready is 200 when isReady says so within two seconds, else 503. */
export async function startHealth(address: string, isReady: () => Promise<boolean>): Promise<Health> {
  const server = createServer({ headersTimeout: 5_000, requestTimeout: 5_000 }, (request, response) => {
    if (request.method === "GET" && request.url === "/live") return answer(response, 200, { live: true });
    if (request.method !== "GET" || request.url !== "/ready") return answer(response, 404, {});
    void readyInTime(isReady).then((ready) => answer(response, ready ? 200 : 503, { ready }));
  });
  const { host, port } = hostAndPort(address);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) => reject(new Fault("invalid", `cannot listen on ${address}`, { cause })));
    server.listen(port, host, resolve);
  });
  const bound = server.address();
  return {
    address: `${host}:${typeof bound === "object" && bound !== null ? bound.port : port}`,
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function readyInTime(isReady: () => Promise<boolean>): Promise<boolean> {
  const late = new AbortController();
  const tooLate = pause(answerWithinMs, false, { signal: late.signal }).catch(() => false);
  const ready = await Promise.race([isReady().catch(() => false), tooLate]);
  late.abort();
  return ready;
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
