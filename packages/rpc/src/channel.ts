import { type ChannelCredentials, Client, type ServiceError, status } from "@grpc/grpc-js";
import { createChannel } from "nice-grpc";
import { serverName } from "./identity.ts";
import { commonOptions } from "./wire.ts";

export interface ChannelTarget {
  readonly address: string;
  readonly credentials: ChannelCredentials;
  readonly server: string;
  readonly serviceConfig: object;
}

/** A connection that is replaced when it has gone silent. */
export interface WatchedChannel {
  current(): Client;
  /** Tells how a call on this connection ended. */
  ended(on: Client, error: ServiceError | null): void;
  close(): void;
}

// grpc-js can hang in a connection whose peer died without a word, or in making one.
const silentCallsMax = 3;

/** Opens a channel, and a new one after a few deadlines missed in a row. Calls in hand keep theirs. */
export function watchedChannel(open: () => Client): WatchedChannel {
  let client = open();
  let silentCalls = 0;
  return {
    current: () => client,
    ended: (on, error) => {
      if (on !== client) return;
      silentCalls = error?.code === status.DEADLINE_EXCEEDED ? silentCalls + 1 : 0;
      if (silentCalls < silentCallsMax) return;
      silentCalls = 0;
      client = open();
      on.close();
    },
    close: () => client.close(),
  };
}

/** Connects lazily, by mutual TLS, to a server that must be who it is called. nice-grpc's channel bounds connecting. */
export function openChannel({ address, credentials, server, serviceConfig }: ChannelTarget): Client {
  const channel = createChannel(address, credentials, {
    ...commonOptions,
    "grpc.keepalive_permit_without_calls": 1,
    // Peers are inside: a proxy meant for the way out must not see them.
    "grpc.enable_http_proxy": 0,
    "grpc.ssl_target_name_override": serverName(server),
    "grpc.default_authority": serverName(server),
    "grpc.service_config": JSON.stringify(serviceConfig),
    "grpc.service_config_disable_resolution": 1,
    "grpc.initial_reconnect_backoff_ms": 100,
    "grpc.max_reconnect_backoff_ms": 3_000,
    "grpc.min_reconnect_backoff_ms": 5_000,
    // Shared connections would outlive the channel, and a new channel would get the silent one back.
    "grpc.use_local_subchannel_pool": 1,
  });
  return new Client(address, credentials, { channelOverride: channel });
}
