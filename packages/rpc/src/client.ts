import { randomUUID } from "node:crypto";
import { type Client as GrpcClient, Metadata, type ServiceError } from "@grpc/grpc-js";
import { type Call, handling, timeFor } from "./call.ts";
import { openChannel, watchedChannel } from "./channel.ts";
import {
  type Bytes,
  type Definition,
  type MethodName,
  type RequestOf,
  type ResponseOf,
  type Wire,
  wireOf,
} from "./definition.ts";
import { errorOf } from "./fault-wire.ts";
import { serviceConfig } from "./service-config.ts";
import { channelCredentials, type Tls } from "./tls.ts";
import { asIs, keys } from "./wire.ts";

export interface ClientOptions<D extends Definition> {
  /** host:port. */
  readonly address: string;
  readonly tls: Tls;
  /** The service that must answer: its certificate is checked for this name. */
  readonly server: string;
  /** How long a call may take where it does not say. */
  readonly deadlineMs?: number;
  /** Methods that may be sent again when the server could not be reached. */
  readonly idempotent?: readonly MethodName<D>[];
}

export interface CallOptions {
  readonly tenantId: string;
  /** Default: that of the call being handled, or a new one. */
  readonly requestId?: string;
  readonly deadlineMs?: number;
}

export type Methods<D extends Definition> = {
  readonly [Name in MethodName<D>]: (
    request: RequestOf<D, Name>,
    options: CallOptions,
  ) => Promise<ResponseOf<D, Name>>;
};

export type Client<D extends Definition> = Methods<D> & { close(): void };

/**
 * A typed client of a contract. It connects when first called. Failures arrive as the Fault that the server threw;
 * no answer, or none in time, is Fault("unavailable"). Inside a handler a call ends before the call around it.
 */
export function client<D extends Definition>(definition: D, options: ClientOptions<D>): Client<D> {
  const { address, tls, server, deadlineMs = 2_000, idempotent = [] } = options;
  const credentials = channelCredentials(tls);
  const target = { address, credentials, server, serviceConfig: serviceConfig(definition, idempotent) };
  const channel = watchedChannel(() => openChannel(target));

  const method = (name: string, wire: Wire) => async (request: unknown, asked: CallOptions) => {
    const outer = handling.getStore();
    const bytes = wire.encodeRequest(request);
    const deadline = Date.now() + timeFor(asked.deadlineMs ?? deadlineMs, outer, Date.now());
    const on = channel.current();
    const sending = { path: wire.path, bytes, deadline, metadata: metadataOf(asked, outer), outer };
    const response = await send(on, sending).catch((error: unknown) => {
      if (!isServiceError(error)) throw error;
      channel.ended(on, error);
      throw errorOf(error, server, name);
    });
    channel.ended(on, null);
    return wire.decodeResponse(response);
  };

  const methods = [...wireOf(definition)].map(([name, wire]) => [name, method(name, wire)] as const);
  return { ...Object.fromEntries(methods), close: () => channel.close() } as Client<D>;
}

interface Sending {
  readonly path: string;
  readonly bytes: Bytes;
  readonly deadline: number;
  readonly metadata: Metadata;
  readonly outer: Call | undefined;
}

function send(client: GrpcClient, { path, bytes, deadline, metadata, outer }: Sending): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const ended = (error: ServiceError | null, response: Buffer = Buffer.alloc(0)) => {
      outer?.signal.removeEventListener("abort", cancel);
      return error === null ? resolve(response) : reject(error);
    };
    const call = client.makeUnaryRequest<Bytes, Buffer>(
      path,
      asIs,
      asIs,
      bytes,
      metadata,
      { deadline },
      ended,
    );
    const cancel = () => call.cancel();
    outer?.signal.addEventListener("abort", cancel, { once: true });
    if (outer?.signal.aborted === true) cancel();
  });
}

function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && "code" in error && "metadata" in error;
}

function metadataOf(asked: CallOptions, outer: Call | undefined): Metadata {
  const metadata = new Metadata();
  metadata.set(keys.tenant, asked.tenantId);
  metadata.set(keys.requestId, asked.requestId ?? outer?.requestId ?? randomUUID());
  return metadata;
}
