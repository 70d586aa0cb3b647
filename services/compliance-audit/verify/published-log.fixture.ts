import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AuditLog } from "../src/app/audit-ports.ts";
import { checkpointText } from "../src/domain/checkpoint.ts";
import { tilesWith } from "../src/domain/grow-tiles.ts";
import { append, emptyRange, leafHash, type Range, rootOf } from "../src/domain/merkle.ts";
import { type NoteKey, noteKey, signNote, verifierKey } from "../src/domain/note.ts";
import { filePublisher } from "../src/outbound/file-publisher.ts";

export const tenant = "north";

export function newKey(): NoteKey {
  const { privateKey } = generateKeyPairSync("ed25519");
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  return noteKey(`careline.test/audit/${tenant}`, pem);
}

/** The entry of a producer's nth event, counted from one. */
export function entry(seq: number, action = "appointment.booked"): Buffer {
  const producer = { service: "scheduling", instance: "scheduling", epoch: 7, seq };
  return Buffer.from(
    JSON.stringify({ v: 1, eventId: `e${seq}`, ts: "2026-01-26T12:00:00.000Z", producer, action }),
  );
}

export function entries(count: number): Buffer[] {
  return Array.from({ length: count }, (_, index) => entry(index + 1));
}

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "audit-log-"));
}

/** Publishes a log as the service does, signed by the key, without the service's database. */
export async function publish(
  folder: string,
  all: readonly Uint8Array[],
  key: NoteKey,
  sealedSize = 0,
): Promise<Range> {
  const leaves = all.map((bytes) => leafHash(bytes));
  const tiles = tilesWith([], 0, leaves);
  const log: Pick<AuditLog, "entries" | "tile"> = {
    entries: async (_tenant, from, limit) =>
      all
        .slice(from, from + limit)
        .map((bytes, at) => ({ index: from + at, bytes, leafHash: leafHash(bytes) })),
    tile: async (_tenant, level, index) =>
      tiles.find((tile) => tile.level === level && tile.index === index)?.hashes ?? new Uint8Array(),
  };
  const range = leaves.reduce(append, emptyRange);
  const note = signNote(checkpointText({ origin: key.name, size: range.size, root: rootOf(range) }), key);
  const head = { tenantId: tenant, range, sealedSize, checkpoint: "", sealedAt: undefined };
  await filePublisher(folder, log, () => verifierKey(key)).publish(head, note);
  return range;
}

/** The files of the log that a verification reads. */
export function filesOf(folder: string): string[] {
  return readdirSync(join(folder, tenant), { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile() && one.name !== "verifier.key")
    .map(({ parentPath, name }) => join(parentPath, name));
}
