import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  deserialize,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from "bson";
import { Refusal } from "../refusal.ts";
import type { Doc, Value } from "./value.ts";

/** Reads a document with every type and the order of fields kept. */
export function readDoc(bytes: Buffer, start = 0): Doc {
  const doc: Doc = new Map();
  readFields(bytes, start, (name, value) => doc.set(name, value));
  return doc;
}

const depthMax = 180;

function readFields(
  bytes: Buffer,
  start: number,
  take: (name: string, value: Value) => void,
  depth = 0,
): void {
  if (depth > depthMax) throw new Refusal("FailedToParse", "the document is nested too deeply");
  const end = endOf(bytes, start);
  let at = start + 4;
  while (at < end) {
    const type = bytes[at] ?? 0;
    const nameEnd = bytes.indexOf(0, at + 1);
    if (nameEnd < 0 || nameEnd >= end) throw malformed();
    const name = bytes.toString("utf8", at + 1, nameEnd);
    const [value, next] = readValue(bytes, type, nameEnd + 1, depth);
    if (next > end) throw malformed();
    take(name, value);
    at = next;
  }
}

/** Where a document's closing zero is. */
function endOf(bytes: Buffer, start: number): number {
  if (start + 5 > bytes.length) throw malformed();
  const end = start + bytes.readInt32LE(start) - 1;
  if (end < start + 4 || end >= bytes.length || bytes[end] !== 0) throw malformed();
  return end;
}

function readValue(bytes: Buffer, type: number, at: number, depth: number): [Value, number] {
  switch (type) {
    case 0x01:
      return [new Double(bytes.readDoubleLE(at)), at + 8];
    case 0x02: {
      const end = at + 4 + bytes.readInt32LE(at);
      return [bytes.toString("utf8", at + 4, end - 1), end];
    }
    case 0x03:
      return [readNested(bytes, at, depth), at + bytes.readInt32LE(at)];
    case 0x04:
      return [readArray(bytes, at, depth), at + bytes.readInt32LE(at)];
    case 0x05: {
      const length = bytes.readInt32LE(at);
      const end = at + 5 + length;
      if (length < 0 || end > bytes.length) throw malformed();
      return [readBinary(bytes, bytes[at + 4] ?? 0, at + 5, end), end];
    }
    case 0x07:
      return [new ObjectId(Uint8Array.prototype.slice.call(bytes, at, at + 12)), at + 12];
    case 0x08:
      return [bytes[at] === 1, at + 1];
    case 0x09:
      return [new Date(Number(bytes.readBigInt64LE(at))), at + 8];
    case 0x0a:
      return [null, at];
    case 0x10:
      return [new Int32(bytes.readInt32LE(at)), at + 4];
    case 0x12:
      return [new Long(bytes.readInt32LE(at), bytes.readInt32LE(at + 4)), at + 8];
    default:
      return readRare(bytes, type, at);
  }
}

// The old binary type has its length a second time, before its bytes.
function readBinary(bytes: Buffer, type: number, start: number, end: number): Binary {
  return new Binary(Uint8Array.prototype.slice.call(bytes, type === 2 ? start + 4 : start, end), type);
}

function readNested(bytes: Buffer, at: number, depth: number): Doc {
  const doc: Doc = new Map();
  readFields(bytes, at, (name, value) => doc.set(name, value), depth + 1);
  return doc;
}

function readArray(bytes: Buffer, at: number, depth: number): Value[] {
  const items: Value[] = [];
  readFields(bytes, at, (_name, value) => items.push(value), depth + 1);
  return items;
}

function readRare(bytes: Buffer, type: number, at: number): [Value, number] {
  switch (type) {
    case 0x0b: {
      const pattern = bytes.indexOf(0, at);
      const flags = bytes.indexOf(0, pattern + 1);
      return [
        new BSONRegExp(bytes.toString("utf8", at, pattern), bytes.toString("utf8", pattern + 1, flags)),
        flags + 1,
      ];
    }
    case 0x0d:
    case 0x0e: {
      const end = at + 4 + bytes.readInt32LE(at);
      const text = bytes.toString("utf8", at + 4, end - 1);
      return [type === 0x0d ? new Code(text) : new BSONSymbol(text), end];
    }
    case 0x0f: {
      const end = at + bytes.readInt32LE(at);
      return [wrapped(bytes.subarray(at, end), type) as Code, end];
    }
    case 0x11:
      return [new Timestamp(bytes.readBigUInt64LE(at)), at + 8];
    case 0x13:
      return [new Decimal128(Uint8Array.prototype.slice.call(bytes, at, at + 16)), at + 16];
    case 0x7f:
      return [new MaxKey(), at];
    case 0xff:
      return [new MinKey(), at];
    default:
      throw new Refusal(
        "FailedToParse",
        `BSON type 0x${type.toString(16).padStart(2, "0")} is not kept here`,
      );
  }
}

/** Lets the bson library read one value of a rare type. */
function wrapped(value: Buffer, type: number): unknown {
  const bytes = Buffer.alloc(value.length + 8);
  bytes.writeInt32LE(bytes.length, 0);
  bytes[4] = type;
  bytes[5] = 0x76;
  value.copy(bytes, 7);
  return (deserialize(bytes, { promoteValues: false }) as { readonly v: unknown }).v;
}

function malformed(): Refusal {
  return new Refusal("FailedToParse", "a BSON document is malformed");
}
