export interface OpusTrack {
  /** The head of an Ogg Opus stream, as Matroska keeps it too. */
  readonly head: Uint8Array;
  readonly packets: readonly Uint8Array[];
}

const ids = { cluster: 0x1f43b675, block: 0xa1, simpleBlock: 0xa3, codecPrivate: 0x63a2 };
// Elements whose content is elements again: segment, tracks, track entry, block group, cluster.
const entered = new Set([0x18538067, 0x1654ae6b, 0xae, 0xa0, ids.cluster]);

/** Reads the one Opus track of a WebM recording; undefined when there is none. */
export function readWebm(bytes: Uint8Array): OpusTrack | undefined {
  const packets: Uint8Array[] = [];
  let head: Uint8Array | undefined;
  let at = 0;
  while (at < bytes.length) {
    const id = numberAt(bytes, at, true);
    const size = id === undefined ? undefined : numberAt(bytes, at + id.length, false);
    if (id === undefined || size === undefined) break;
    const from = at + id.length + size.length;
    // A recording in progress does not know how long its segment and clusters are: they are only ever entered.
    if (entered.has(id.value)) {
      at = from;
      continue;
    }
    const content = bytes.subarray(from, from + size.value);
    if (id.value === ids.codecPrivate) head = content;
    if (id.value === ids.simpleBlock || id.value === ids.block)
      packets.push(content.subarray(blockHead(content)));
    at = from + size.value;
  }
  return head === undefined ? undefined : { head, packets };
}

/** Track number, two bytes of time, flags. */
function blockHead(block: Uint8Array): number {
  return (numberAt(block, 0, false)?.length ?? 1) + 3;
}

/** A number whose first byte tells by its leading zeros how many follow; ids keep that mark. */
function numberAt(
  bytes: Uint8Array,
  at: number,
  keepsMark: boolean,
): { readonly value: number; readonly length: number } | undefined {
  const first = bytes[at];
  if (first === undefined || first === 0) return undefined;
  const length = Math.clz32(first) - 23;
  if (at + length > bytes.length) return undefined;
  let value = keepsMark ? first : first & (0xff >> length);
  for (const byte of bytes.subarray(at + 1, at + length)) value = value * 256 + byte;
  return { value, length };
}
