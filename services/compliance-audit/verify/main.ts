// careline-audit: verifies an audit log as a stranger would. It imports nothing but Node and trusts nothing but the
// files in a folder: tiles, entry bundles, a checkpoint, and the key that must have signed it.
import { createHash, createPublicKey, verify } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

const help = `careline-audit verify [FOLDER] [options]

Checks every log in FOLDER (default .careline/data/audit) against its signed checkpoint, offline.

  --key LINE          the verifier key to trust instead of the folder's own verifier.key
  --last-seen FILE    the head that you saw last; kept there for the next time (default FOLDER/last-seen.json)
  --stale MINUTES     refuse a log whose newest entry is older

Exit codes: 0 verified, 1 no such log, 2 bad signature, 3 root mismatch, 4 inconsistent with the last seen head,
5 gap in a producer's numbers, 6 stale`;

class Refused extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

interface Seen {
  readonly size: number;
  readonly root: string;
}

interface Verified extends Seen {
  readonly log: string;
  readonly producers: number;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    key: { type: "string" },
    "last-seen": { type: "string" },
    stale: { type: "string" },
    help: { type: "boolean" },
  },
});
const [command, folder = ".careline/data/audit"] = positionals;
if (command !== "verify" || values.help === true) {
  console.log(help);
  process.exit(values.help === true ? 0 : 1);
}
process.exit(verifyAll(folder));

function verifyAll(home: string): number {
  const logs = existsSync(home)
    ? readdirSync(home).filter((name) => existsSync(join(home, name, "checkpoint")))
    : [];
  if (logs.length === 0) {
    console.error(`no audit log in ${home}`);
    return 1;
  }
  const seenFile = values["last-seen"] ?? join(home, "last-seen.json");
  const seen = existsSync(seenFile)
    ? (JSON.parse(readFileSync(seenFile, "utf8")) as Record<string, Seen>)
    : {};
  let worst = 0;
  for (const log of logs) {
    try {
      const { size, root, producers } = verifyLog(join(home, log), log, seen[log]);
      seen[log] = { size, root };
      console.log(`${log}: ${size} entries of ${producers} producers verified, root ${root}`);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      console.error(`${log}: ${error.message}`);
      worst = worst === 0 ? error.code : worst;
    }
  }
  if (worst === 0) writeFileSync(seenFile, JSON.stringify(seen, undefined, 2));
  return worst;
}

function verifyLog(home: string, log: string, last: Seen | undefined): Verified {
  const key = values.key ?? readFileSync(join(home, "verifier.key"), "utf8").trim();
  const { size, root } = openCheckpoint(readFileSync(join(home, "checkpoint"), "utf8"), key);
  if (last !== undefined && size < last.size)
    throw new Refused(4, `it has ${size} entries, but ${last.size} were seen before: it was set back`);

  const entries = readEntries(home, size);
  const leaves = entries.map((entry) => sha256(Uint8Array.of(0), entry));
  compareTiles(home, leaves);
  const found = rootOf(leaves).toString("base64");
  if (found !== root) throw new Refused(3, "the entries do not have the signed root");
  if (last !== undefined && rootOf(leaves.slice(0, last.size)).toString("base64") !== last.root)
    throw new Refused(
      4,
      `its first ${last.size} entries are not those that were seen before: it was rewritten`,
    );
  return { log, size, root, producers: checkProducers(entries) };
}

function openCheckpoint(note: string, key: string): { size: number; root: string } {
  const split = note.lastIndexOf("\n\n");
  const text = note.slice(0, split + 1);
  const [name = "", id = ""] = key.split("+");
  const raw = Buffer.from(key.slice(name.length + id.length + 2), "base64").subarray(1);
  const spki = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), raw]);
  const publicKey = createPublicKey({ key: spki, format: "der", type: "spki" });
  const isSigned = note
    .slice(split + 2)
    .split("\n")
    .filter((line) => line.startsWith(`\u2014 ${name} `))
    .map((line) => Buffer.from(line.slice(name.length + 3), "base64"))
    .some((bytes) => bytes.length === 68 && verify(null, Buffer.from(text), publicKey, bytes.subarray(4)));
  const [origin = "", size = "", root = ""] = text.split("\n");
  if (!isSigned) throw new Refused(2, "the checkpoint is not signed by the key");
  if (origin !== name || !/^\d+$/.test(size)) throw new Refused(2, "the checkpoint is not this log's");
  return { size: Number(size), root };
}

function readEntries(home: string, size: number): Buffer[] {
  const entries: Buffer[] = [];
  for (let index = 0; entries.length < size; index += 1) {
    const width = Math.min(256, size - entries.length);
    const bytes = readTile(home, "entries", index, width);
    const first = entries.length;
    for (let at = 0; at < bytes.length && entries.length - first < width;) {
      const length = bytes.readUInt16BE(at);
      entries.push(bytes.subarray(at + 2, at + 2 + length));
      at += 2 + length;
    }
    if (entries.length - first !== width) throw new Refused(3, `entries end at ${entries.length} of ${size}`);
  }
  return entries;
}

// The hashes in the tiles say which entry is wrong; the root alone says only that one is.
function compareTiles(home: string, leaves: readonly Buffer[]): void {
  for (let first = 0; first < leaves.length; first += 256) {
    const width = Math.min(256, leaves.length - first);
    const tile = readTile(home, "0", first / 256, width);
    const wrong = leaves
      .slice(first, first + width)
      .findIndex((leaf, place) => !leaf.equals(tile.subarray(place * 32, place * 32 + 32)));
    if (wrong !== -1) throw new Refused(3, `entry ${first + wrong} is not what its hash says`);
  }
}

// A reader of an older head may find only the full tile, or a wider partial one that begins with the same hashes.
function readTile(home: string, level: string, index: number, width: number): Buffer {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, "0");
  const groups = digits.match(/\d{3}/g) ?? [];
  const name = groups.map((group, place) => (place < groups.length - 1 ? `x${group}` : group)).join("/");
  const full = join(home, "tile", level, name);
  const partial = join(`${full}.p`, String(width));
  const path = [partial, full].find((candidate) => existsSync(candidate));
  if (path === undefined) throw new Refused(3, `tile ${level}/${name} is missing`);
  return readFileSync(path);
}

function checkProducers(entries: readonly Buffer[]): number {
  const numbers = new Map<string, number[]>();
  let newest = 0;
  for (const [index, entry] of entries.entries()) {
    const { producer, ts } = parse(entry, index);
    newest = Math.max(newest, Date.parse(ts));
    if (producer.seq === 0) continue;
    const name = `${producer.service}/${producer.instance}/${producer.epoch}`;
    const counted = numbers.get(name) ?? [];
    counted.push(producer.seq);
    numbers.set(name, counted);
  }
  for (const [name, counted] of numbers) {
    const sorted = counted.toSorted((a, b) => a - b);
    const gap = sorted.findIndex((number, place) => number !== (sorted[0] ?? 0) + place);
    if (sorted[0] !== 1 || gap !== -1)
      throw new Refused(
        5,
        `producer ${name}: number ${sorted[0] === 1 ? (sorted[gap - 1] ?? 0) + 1 : 1} is missing`,
      );
  }
  const minutes = Number(values.stale ?? Number.POSITIVE_INFINITY);
  if (Date.now() - newest > minutes * 60_000)
    throw new Refused(6, `its newest entry is of ${new Date(newest).toISOString()}`);
  return numbers.size;
}

function parse(entry: Buffer, index: number) {
  try {
    return JSON.parse(entry.toString("utf8")) as {
      ts: string;
      producer: { service: string; instance: string; epoch: number; seq: number };
    };
  } catch {
    throw new Refused(3, `entry ${index} is no JSON`);
  }
}

// RFC 6962: perfect subtrees from the left, joined from the right.
function rootOf(leaves: readonly Buffer[]): Buffer {
  const roots: Buffer[] = [];
  for (const [index, leaf] of leaves.entries()) {
    let node = leaf;
    for (let size = index; size % 2 === 1; size = (size - 1) / 2) node = join2(roots.pop(), node);
    roots.push(node);
  }
  const last = roots.pop();
  return last === undefined ? sha256() : roots.reduceRight((right, left) => join2(left, right), last);
}

function join2(left: Buffer | undefined, right: Buffer): Buffer {
  return sha256(Uint8Array.of(1), left ?? Buffer.alloc(0), right);
}

function sha256(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}
