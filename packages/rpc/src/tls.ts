import { readFileSync } from "node:fs";
import { createSecureContext } from "node:tls";
import { type ChannelCredentials, credentials, ServerCredentials } from "@grpc/grpc-js";
import { Fault } from "@careline/faults";

/** A service's own certificate and key, and the authority that all peers trust. PEM. */
export interface Tls {
  readonly ca: Buffer | string;
  readonly cert: Buffer | string;
  readonly key: Buffer | string;
}

export interface TlsFiles {
  readonly certFile: string;
  readonly keyFile: string;
  readonly caFile: string;
}

/** Reads the three files; Fault("invalid") names the one that cannot be read. */
export function readTls({ certFile, keyFile, caFile }: TlsFiles): Tls {
  return { ca: read(caFile), cert: read(certFile), key: read(keyFile) };
}

/** Both sides show a certificate, or there is no connection. */
export function serverCredentials({ ca, cert, key }: Tls): ServerCredentials {
  return ServerCredentials.createSsl(
    Buffer.from(ca),
    [{ cert_chain: Buffer.from(cert), private_key: Buffer.from(key) }],
    true,
  );
}

export function channelCredentials({ ca, cert, key }: Tls): ChannelCredentials {
  return credentials.createFromSecureContext(createSecureContext({ ca, cert, key, minVersion: "TLSv1.3" }));
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new Fault("invalid", `cannot read ${path}`, { cause });
  }
}
