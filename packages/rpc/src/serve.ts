import { type MethodDefinition, Server } from "@grpc/grpc-js";
import { answering, type CallFailed } from "./answer.ts";
import type { Bound } from "./handlers.ts";
import { health } from "./health.ts";
import { serverCredentials, type Tls } from "./tls.ts";
import { asIs, commonOptions } from "./wire.ts";

export interface ServeOptions {
  /** host:port to listen on; port 0 takes a free one. */
  readonly address: string;
  readonly tls: Tls;
  readonly services: readonly Bound[];
  /** What the health service says. */
  readonly isReady?: () => Promise<boolean>;
  /** Calls at once; one more is refused as limited. */
  readonly maxInFlight?: number;
  /** How long `stop` waits for calls in hand before it cuts them off. */
  readonly graceMs?: number;
  /** Told of what was not a Fault: our bugs, of which callers learn nothing. */
  readonly onBug?: (bug: CallFailed) => void;
}

export interface Serving {
  /** Where it listens, with the port that was taken. */
  readonly address: string;
  /** Takes no more calls, lets those in hand finish, then cuts off. */
  stop(): Promise<void>;
}

// Connections are renewed, so that calls spread over replicas that came later.
const connectionAgeMs = 30 * 60_000;

/** Serves contracts over mutual TLS. Resolves when it listens. */
export async function serve(options: ServeOptions): Promise<Serving> {
  const graceMs = options.graceMs ?? 10_000;
  const isReady = options.isReady ?? (async () => true);
  const bound = [
    ...options.services,
    health(
      options.services.map(({ service }) => service),
      isReady,
    ),
  ];

  const server = new Server({
    ...commonOptions,
    "grpc.max_connection_age_ms": connectionAgeMs,
    "grpc.max_connection_age_grace_ms": graceMs,
  });
  const answer = answering({ maxInFlight: options.maxInFlight ?? 256, onBug: options.onBug ?? (() => {}) });
  for (const { methods } of bound) {
    server.addService(
      Object.fromEntries(methods.map(({ name, wire }) => [name, unary(wire.path)])),
      Object.fromEntries(methods.map((method) => [method.name, answer(method)])),
    );
  }

  const host = options.address.slice(0, options.address.lastIndexOf(":"));
  const port = await listen(server, options.address, options.tls);
  return {
    address: `${host}:${port}`,
    stop: () => stopWithin(server, graceMs),
  };
}

function unary(path: string): MethodDefinition<Buffer, Buffer> {
  const bytes = {
    requestSerialize: asIs,
    requestDeserialize: asIs,
    responseSerialize: asIs,
    responseDeserialize: asIs,
  };
  return { path, requestStream: false, responseStream: false, ...bytes };
}

function listen(server: Server, address: string, tls: Tls): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(address, serverCredentials(tls), (error, port) =>
      error === null ? resolve(port) : reject(error),
    );
  });
}

async function stopWithin(server: Server, graceMs: number): Promise<void> {
  const force = setTimeout(() => server.forceShutdown(), graceMs);
  await new Promise<void>((resolve) => server.tryShutdown(() => resolve()));
  clearTimeout(force);
}
