import { Fault } from "@careline/faults";
import { startServer } from "./server.ts";

export interface EmbeddedMongoOptions {
  /** The folder that keeps the documents, or ":memory:". */
  readonly path: string;
  /** On loopback; a free one by default. */
  readonly port?: number;
  /** Refused when true: this server is for development, tests and demos. */
  readonly production?: boolean;
  /** How often expired documents, idle cursors and idle transactions are looked for. */
  readonly sweepEveryMs?: number;
}

export interface EmbeddedMongo {
  /** For the official driver; transactions work. */
  readonly uri: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts a document server in this process that the official MongoDB driver takes for a replica set of one node. */
export async function startEmbeddedMongo(options: EmbeddedMongoOptions): Promise<EmbeddedMongo> {
  if (options.production === true) {
    throw new Fault(
      "invalid",
      "the embedded document server is not for production: set MONGODB_URI to a MongoDB replica set",
    );
  }
  const server = await startServer({
    path: options.path,
    port: options.port ?? 0,
    sweepEveryMs: options.sweepEveryMs ?? 1000,
  });
  return {
    uri: `mongodb://127.0.0.1:${server.port}/?replicaSet=rs0&directConnection=true`,
    port: server.port,
    stop: () => server.stop(),
  };
}
