import { openCheckpoint } from "./checkpoint.ts";
import { proverOf, rootByPath } from "./inclusion.ts";
import { Refused } from "./refused.ts";
import { readLeaves, tileWidth } from "./tile-files.ts";
import { leafHash } from "./hash.ts";
import { readText } from "./verify-log.ts";

const heading = "c2sp.org/tlog-proof@v1";

/** A C2SP tlog-proof that an event is in the log of a folder. Its `extra` is the entry, so that the proof stands alone. */
export function prove(home: string, eventId: string): string {
  const checkpoint = readText(home, "checkpoint");
  const { size } = openCheckpoint(checkpoint, readText(home, "verifier.key").trim());
  const { entry, index } = find(home, size, eventId);
  const path = proverOf(home)(index, size).map((hash) => hash.toString("base64"));
  return [heading, `extra ${entry.toString("base64")}`, `index ${index}`, ...path, "", checkpoint].join("\n");
}

function find(home: string, size: number, eventId: string): { entry: Buffer; index: number } {
  const written = JSON.stringify(eventId);
  for (let first = 0; first < size; first += tileWidth) {
    const leaves = readLeaves(home, first / tileWidth, Math.min(tileWidth, size - first));
    const at = leaves.findIndex((leaf) => leaf.includes(written) && eventIdOf(leaf.subarray(1)) === eventId);
    const leaf = leaves[at];
    if (leaf !== undefined) return { entry: leaf.subarray(1), index: first + at };
  }
  throw new Refused("noLog", `no event ${eventId} in ${size} entries`);
}

export interface Proven {
  readonly entry: string;
  readonly index: number;
  readonly size: number;
}

/** What a proof proves to someone who trusts the key. Throws Refused. */
export function checkProof(proof: string, key: string): Proven {
  const split = proof.indexOf("\n\n");
  const [first, extra = "", place = "", ...hashes] = proof.slice(0, split).split("\n");
  const index = /^index (0|[1-9]\d{0,14})$/.exec(place)?.[1];
  if (split === -1 || first !== heading || !extra.startsWith("extra ") || index === undefined)
    throw new Refused("rootMismatch", "it is no tlog-proof with an entry");
  const { size, root } = openCheckpoint(proof.slice(split + 2), key);
  const entry = Buffer.from(extra.slice("extra ".length), "base64");
  const path = hashes.map((hash) => Buffer.from(hash, "base64"));
  const found = rootByPath(leafHash(entry), Number(index), size, path);
  if (path.some((hash) => hash.length !== 32) || found?.toString("base64") !== root)
    throw new Refused("rootMismatch", "the entry is not in the log that was signed");
  return { entry: entry.toString("utf8"), index: Number(index), size };
}

function eventIdOf(entry: Buffer): string | undefined {
  try {
    return (JSON.parse(entry.toString("utf8")) as { eventId?: string } | null)?.eventId;
  } catch {
    return undefined;
  }
}
