import { serialize } from "bson";
import { Refusal } from "../refusal.ts";
import type { Doc, Value } from "./value.ts";

const sizeBytesMax = 16 * 1024 * 1024;

export function writeDoc(doc: Doc): Buffer {
  const bytes = serialize(doc, { ignoreUndefined: false });
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A document that is to be kept: at most 16 MiB. */
export function writeStored(doc: Doc): Buffer {
  const bytes = writeDoc(doc);
  if (bytes.length > sizeBytesMax)
    throw new Refusal("BSONObjectTooLarge", "the document is larger than 16 MiB");
  return bytes;
}

/** A copy that shares no container with the original; scalars are never changed in place. */
export function copyOf<V extends Value>(value: V): V;
export function copyOf(value: Value): Value {
  if (Array.isArray(value)) return value.map((item) => copyOf(item));
  if (value instanceof Map) return new Map([...value].map(([name, field]) => [name, copyOf(field)]));
  return value;
}

/** BSON of an array made of documents that are bytes already. */
export function arrayOfDocs(docs: readonly Buffer[]): Buffer {
  const names = docs.map((_doc, index) => Buffer.from(`\x03${index}\0`, "latin1"));
  const size = 5 + docs.reduce((sum, doc, index) => sum + doc.length + (names[index]?.length ?? 0), 0);
  const bytes = Buffer.allocUnsafe(size);
  bytes.writeInt32LE(size, 0);
  let at = 4;
  for (const [index, doc] of docs.entries()) {
    at += names[index]?.copy(bytes, at) ?? 0;
    at += doc.copy(bytes, at);
  }
  bytes[at] = 0;
  return bytes;
}

/** Puts elements before the fields of a document. */
export function withFields(doc: Buffer, elements: readonly Buffer[]): Buffer {
  const bytes = Buffer.concat([doc.subarray(0, 4), ...elements, doc.subarray(4)]);
  bytes.writeInt32LE(bytes.length, 0);
  return bytes;
}

/** One element: type, name, value. */
export function element(type: 0x03 | 0x04, name: string, value: Buffer): Buffer {
  return Buffer.concat([Buffer.from([type]), Buffer.from(`${name}\0`, "utf8"), value]);
}
