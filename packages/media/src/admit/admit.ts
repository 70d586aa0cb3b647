import { fileTypeFromBuffer } from "file-type";
import type { MalwareScan } from "../port.ts";
import { reader } from "../strip/reader.ts";
import { Unacceptable } from "../unacceptable.ts";
import { acceptedTypes } from "./accepted-types.ts";
import { judge } from "./judge.ts";
import { ofOneNature } from "./one-nature.ts";
import { scanned } from "./scanned.ts";

export interface Admission {
  /** As the sender says. */
  readonly claimedType: string;
  readonly sizeBytesMax: number;
  /** Absent: nobody looks for malware. */
  readonly scan?: MalwareScan | undefined;
}

export interface Admitted {
  /** As its bytes say. */
  readonly mimeType: string;
  /** To be stored. Throws Unacceptable also in the middle, so what was stored by then must be dropped. */
  readonly bytes: AsyncIterable<Uint8Array>;
}

// Enough for the first entries of an office document, by which it is told from another archive.
const headBytes = 64 * 1024;

/**
 * Lets in a file from outside: what it is by its bytes, no larger than allowed, scanned as it came, without what tells of
 * its sender. It is read once, as a stream. Throws Unacceptable where it must not be kept.
 */
export async function admit(bytes: AsyncIterable<Uint8Array>, admission: Admission): Promise<Admitted> {
  const { claimedType, sizeBytesMax, scan } = admission;
  const from = reader(limited(bytes, sizeBytesMax));
  try {
    const head = await from.some(headBytes);
    const sniffed = await fileTypeFromBuffer(head);
    const verdict = judge(head, sniffed?.mime, claimedType);
    if (verdict.kind === "refused") throw new Unacceptable("refused", verdict.reason);
    from.unread(head);
    const { mimeType } = verdict;
    return { mimeType, bytes: cleaned(rest(), mimeType, scan) };
  } catch (error) {
    await from.close();
    throw error;
  }

  async function* rest(): AsyncGenerator<Uint8Array> {
    try {
      yield* from.pass(Infinity);
    } finally {
      await from.close();
    }
  }
}

function cleaned(bytes: AsyncIterable<Uint8Array>, mimeType: string, scan: MalwareScan | undefined) {
  const { family = "text", strip } = acceptedTypes[mimeType] ?? {};
  const safe = scan === undefined ? bytes : scanned(bytes, scan);
  return ofOneNature(strip === undefined ? safe : strip(safe), family);
}

async function* limited(bytes: AsyncIterable<Uint8Array>, sizeBytesMax: number): AsyncGenerator<Uint8Array> {
  let sizeBytes = 0;
  for await (const piece of bytes) {
    sizeBytes += piece.byteLength;
    if (sizeBytes > sizeBytesMax)
      throw new Unacceptable("too-large", `It is larger than ${Math.floor(sizeBytesMax / 1024 / 1024)} MB.`);
    yield piece;
  }
}
