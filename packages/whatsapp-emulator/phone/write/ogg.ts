import type { OpusTrack } from "./webm.ts";

const samplesPerMs = 48;
const packetsPerPage = 50;
const flags = { first: 2, last: 4 };

/** Writes an Ogg Opus file, which is what WhatsApp's voice messages are. */
export function writeOgg({ head, packets }: OpusTrack): Uint8Array<ArrayBuffer> {
  const pages = [page(0, flags.first, 0, [head]), page(1, 0, 0, [tags()])];
  let samples = 0;
  for (let from = 0; from < packets.length; from += packetsPerPage) {
    const some = packets.slice(from, from + packetsPerPage);
    for (const packet of some) samples += samplesIn(packet);
    const isLast = from + packetsPerPage >= packets.length;
    pages.push(page(pages.length, isLast ? flags.last : 0, samples, some));
  }
  return joined(pages);
}

function tags(): Uint8Array {
  const vendor = new TextEncoder().encode("careline");
  return joined([new TextEncoder().encode("OpusTags"), little(vendor.length, 4), vendor, little(0, 4)]);
}

/** How long a packet lasts, told by its first byte or two (RFC 6716, 3.1). */
export function samplesIn(packet: Uint8Array): number {
  const [toc = 0, second = 0] = packet;
  const config = toc >> 3;
  const frameMs =
    config < 12
      ? [10, 20, 40, 60][config & 3]
      : config < 16
        ? [10, 20][config & 1]
        : [2.5, 5, 10, 20][config & 3];
  const frames = [1, 2, 2, second & 63][toc & 3];
  return (frameMs ?? 20) * samplesPerMs * (frames ?? 1);
}

function page(index: number, flag: number, samples: number, packets: readonly Uint8Array[]): Uint8Array {
  const lacing = packets.flatMap(({ length }) => [
    ...Array.from({ length: Math.floor(length / 255) }, () => 255),
    length % 255,
  ]);
  const bytes = joined([
    new TextEncoder().encode("OggS"),
    Uint8Array.of(0, flag),
    little(samples, 8),
    little(1, 4),
    little(index, 4),
    little(0, 4),
    Uint8Array.of(lacing.length, ...lacing),
    ...packets,
  ]);
  bytes.set(little(checksum(bytes), 4), 22);
  return bytes;
}

/** CRC-32 as Ogg has it: not reflected, starting at nothing. */
function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) sum = sum < 0 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
  }
  return sum >>> 0;
}

function little(value: number, length: number): Uint8Array {
  let rest = value;
  return Uint8Array.from({ length }, () => {
    const byte = rest % 256;
    rest = Math.floor(rest / 256);
    return byte;
  });
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
