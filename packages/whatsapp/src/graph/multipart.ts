import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { Fault } from "@careline/faults";
import type { RequestBody } from "./request.ts";

export interface FilePart {
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly sizeBytes: number;
  readonly mimeType: string;
  readonly filename: string;
}

/** A form with fields and, last, one file that is never in memory whole. */
export function multipart(fields: Readonly<Record<string, string>>, file: FilePart): RequestBody {
  const boundary = `careline-${randomUUID()}`;
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const open =
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${quoted(file.filename)}"\r\n` +
    `Content-Type: ${file.mimeType}\r\n\r\n`;
  const head = Buffer.from(parts.join("") + open);
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);

  async function* content(): AsyncGenerator<Uint8Array> {
    yield head;
    yield* exactly(file);
    yield tail;
  }
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    content: Readable.from(content(), { objectMode: false }),
    sizeBytes: head.length + file.sizeBytes + tail.length,
  };
}

/** The bytes, which are as many as was said: the length of a request is told before them. */
async function* exactly({ bytes, sizeBytes }: FilePart): AsyncGenerator<Uint8Array> {
  let sent = 0;
  for await (const chunk of bytes) {
    sent += chunk.length;
    if (sent > sizeBytes) throw new Fault("invalid", "file: more bytes than its size says");
    yield chunk;
  }
  if (sent < sizeBytes) throw new Fault("invalid", "file: fewer bytes than its size says");
}

// As browsers write it.
function quoted(name: string): string {
  return name.replaceAll(/["\r\n]/g, encodeURIComponent);
}
