import { createHash, createPublicKey, verify } from "node:crypto";
import { Refused } from "./refused.ts";

export interface Checkpoint {
  readonly size: number;
  readonly root: string;
}

const spkiPrefix = Buffer.from("302a300506032b6570032100", "hex");
const ed25519 = 1;

/**
 * Reads a C2SP tlog-checkpoint that the key signed. Everything is taken to the letter, so that no two texts are the
 * same checkpoint and any changed bit is seen.
 */
export function openCheckpoint(note: string, verifierKey: string): Checkpoint {
  const { name, id, raw } = readKey(verifierKey);
  const split = note.lastIndexOf("\n\n");
  const text = note.slice(0, split + 1);
  const lines = note.slice(split + 2).split("\n");
  if (split === -1 || lines.pop() !== "" || lines.some((line) => !/^\u2014 \S+ \S+$/u.test(line)))
    throw new Refused("badSignature", "the checkpoint is no signed note");
  const publicKey = createPublicKey({ key: Buffer.concat([spkiPrefix, raw]), format: "der", type: "spki" });
  const isSigned = lines
    .filter((line) => line.startsWith(`\u2014 ${name} `))
    .map((line) => strict(line.slice(name.length + 3)))
    .some(
      (bytes) =>
        bytes.length === 68 &&
        bytes.subarray(0, 4).equals(id) &&
        verify(null, Buffer.from(text), publicKey, bytes.subarray(4)),
    );
  if (!isSigned) throw new Refused("badSignature", "the checkpoint is not signed by the key");
  const [origin, size = "", root = ""] = text.split("\n");
  if (origin !== name || !/^(0|[1-9]\d{0,14})$/.test(size) || strict(root).length !== 32)
    throw new Refused("badSignature", "the checkpoint is not this log's");
  return { size: Number(size), root };
}

/** name+id+key: the id is the first four bytes of SHA-256 over the name, a newline, the algorithm and the key. */
function readKey(verifierKey: string): { name: string; id: Buffer; raw: Buffer } {
  const [name = "", said = ""] = verifierKey.split("+");
  const key = strict(verifierKey.slice(name.length + said.length + 2));
  const id = createHash("sha256").update(`${name}\n`).update(key).digest().subarray(0, 4);
  if (key.length !== 33 || key[0] !== ed25519 || id.toString("hex") !== said)
    throw new Refused("badSignature", "the verifier key is none");
  return { name, id, raw: key.subarray(1) };
}

// Node forgives letters that are no base64, and bits that are not used. Here they would hide a change.
function strict(base64: string): Buffer {
  const bytes = Buffer.from(base64, "base64");
  return bytes.toString("base64") === base64 ? bytes : Buffer.alloc(0);
}
