import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";

/** A C2SP signed note: text that ends in a newline, an empty line, and a line for each signature. */
export interface NoteKey {
  readonly name: string;
  readonly privateKey: KeyObject;
}

const ed25519 = 1;
const spkiPrefix = Buffer.from("302a300506032b6570032100", "hex");

/** The first four bytes of SHA-256 over the name, a newline, the algorithm and the key. */
export function keyId(name: string, publicKey: Uint8Array): Buffer {
  const algorithm = Uint8Array.of(ed25519);
  return createHash("sha256").update(`${name}\n`).update(algorithm).update(publicKey).digest().subarray(0, 4);
}

/** The line that others need to check a note: name+id+key. */
export function verifierKey({ name, privateKey }: NoteKey): string {
  const raw = rawPublicKey(privateKey);
  return `${name}+${keyId(name, raw).toString("hex")}+${Buffer.concat([Uint8Array.of(ed25519), raw]).toString("base64")}`;
}

export function signNote(text: string, key: NoteKey): string {
  const id = keyId(key.name, rawPublicKey(key.privateKey));
  const signature = Buffer.concat([id, sign(null, Buffer.from(text), key.privateKey)]).toString("base64");
  return `${text}\n\u2014 ${key.name} ${signature}\n`;
}

/** The text of a note whose signature by this verifier key is right; undefined for any other. */
export function openNote(note: string, verifier: string): string | undefined {
  const split = note.lastIndexOf("\n\n");
  const [name = "", , encoded = ""] = splitVerifier(verifier);
  const raw = Buffer.from(encoded, "base64").subarray(1);
  const text = note.slice(0, split + 1);
  const signed = note
    .slice(split + 2)
    .split("\n")
    .some((line) => {
      if (!line.startsWith(`\u2014 ${name} `)) return false;
      const bytes = Buffer.from(line.slice(name.length + 3), "base64");
      return (
        bytes.subarray(0, 4).equals(keyId(name, raw)) &&
        verify(null, Buffer.from(text), publicKeyOf(raw), bytes.subarray(4))
      );
    });
  return signed ? text : undefined;
}

/** A private key from its PEM (PKCS #8). */
export function noteKey(name: string, pem: string): NoteKey {
  return { name, privateKey: createPrivateKey(pem) };
}

function rawPublicKey(privateKey: KeyObject): Buffer {
  return createPublicKey(privateKey).export({ type: "spki", format: "der" }).subarray(spkiPrefix.length);
}

function publicKeyOf(raw: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([spkiPrefix, raw]), format: "der", type: "spki" });
}

// The key itself may hold a plus: base64.
function splitVerifier(verifier: string): readonly string[] {
  const [name = "", id = ""] = verifier.split("+");
  return [name, id, verifier.slice(name.length + id.length + 2)];
}
