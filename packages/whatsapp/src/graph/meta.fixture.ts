import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { graphClient } from "./graph-client.ts";
import type { GraphClient, GraphClientOptions } from "./graph-client.ts";

export interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server in Meta's place: it notes what it is asked, and answers in turn; the last answer stays. */
export interface Meta {
  readonly url: string;
  readonly seen: Seen[];
  readonly client: GraphClient;
  answers(...next: Answer[]): void;
  close(): Promise<void>;
}

export async function startMeta(options: Partial<GraphClientOptions> = {}): Promise<Meta> {
  let queue: Answer[] = [];
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method, url, headers } = request;
      seen.push({ method, url, headers, body: Buffer.concat(chunks).toString("latin1") });
      const answer = queue.length > 1 ? queue.shift() : queue[0];
      answer?.(request, response);
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  const client = graphClient({
    baseUrl: url,
    version: "v26.0",
    accessToken: "tok",
    timeoutMs: 10_000,
    ...options,
  });
  return {
    url,
    seen,
    client,
    answers: (...next) => {
      queue = next;
    },
    async close() {
      server.closeAllConnections();
      await client.close();
      await new Promise((closed) => server.close(closed));
    },
  };
}

export function answered(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
  return (_request, response) => response.writeHead(status, headers).end(JSON.stringify(value));
}

export const success = answered(200, { success: true });

/** An error in the Graph API's envelope. */
export function refused(status: number, error: object, headers: Record<string, string> = {}): Answer {
  return answered(status, { error: { type: "OAuthException", ...error } }, headers);
}

/** What was asked, in short: method, path and query as they came, and the JSON of the body. */
export function asked({ seen }: Meta): readonly (readonly unknown[])[] {
  return seen.map(({ method, url = "", body }) => {
    const path = url.replace("/v26.0/", "");
    return body === "" ? [method, path] : [method, path, JSON.parse(body)];
  });
}
