import type { Binary, BSONRegExp, Code, ObjectId, Timestamp } from "bson";
import { Refusal } from "../refusal.ts";
import { rank, rankOf, textOf } from "./compare.ts";
import { doubleFraction, exactNumber, fraction } from "./number.ts";
import { type Doc, type Num, tagOf, type Value } from "./value.ts";

/** What an index keeps for a field of an empty array: less than null, equal to nothing one can ask for. */
export const emptyArray = Symbol("empty array");

export type KeyPart = Value | typeof emptyArray;

/** Collects the bytes of one key. Keys compare by memcmp as their values compare by BSON order. */
export class KeyWriter {
  #bytes = Buffer.allocUnsafe(256);
  #length = 0;

  /** Adds one field; a descending one has its bytes inverted. */
  part(value: KeyPart, direction: 1 | -1): this {
    const start = this.#length;
    if (value === emptyArray) this.#byte(rank.emptyArray);
    else this.#value(value);
    if (direction === -1) {
      for (let at = start; at < this.#length; at++) this.#bytes[at] = 0xff ^ (this.#bytes[at] ?? 0);
    }
    return this;
  }

  done(): Buffer {
    return Buffer.from(this.#bytes.subarray(0, this.#length));
  }

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + more));
    this.#bytes.copy(grown, 0, 0, this.#length);
    this.#bytes = grown;
  }

  #byte(byte: number): void {
    this.#room(1);
    this.#bytes[this.#length++] = byte;
  }

  #raw(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  // A zero inside becomes 00 FF, so that the closing 00 00 sorts before any longer text.
  #text(text: string): void {
    const size = Buffer.byteLength(text);
    this.#room(size);
    const start = this.#length;
    this.#length += this.#bytes.write(text, start);
    if (text.includes("\0")) {
      const escaped = Buffer.from(text.replaceAll("\0", "\0\u0001"), "utf8");
      for (let at = 0; at < escaped.length; at++) if (escaped[at] === 0) escaped[at + 1] = 0xff;
      this.#length = start;
      this.#raw(escaped);
    }
    this.#byte(0);
    this.#byte(0);
  }

  #int64(value: bigint): void {
    this.#room(8);
    this.#bytes.writeBigUInt64BE(BigInt.asUintN(64, value), this.#length);
    this.#length += 8;
  }

  #value(value: Value): void {
    const type = rankOf(value);
    this.#byte(type);
    switch (type) {
      case rank.number:
        return this.#number(value as Num);
      case rank.string:
        return this.#text(textOf(value));
      case rank.object:
        return this.#doc(value as Doc);
      case rank.array:
        for (const item of value as Value[]) this.#value(item);
        return this.#byte(0);
      case rank.binary:
        return this.#binary(value as Binary);
      case rank.objectId:
        return this.#raw((value as ObjectId).id);
      case rank.boolean:
        return this.#byte(value === true ? 1 : 0);
      case rank.date:
        return this.#int64(BigInt((value as Date).getTime()) + (1n << 63n));
      case rank.timestamp:
        return this.#int64((value as Timestamp).toBigInt());
      case rank.regex:
        this.#text((value as BSONRegExp).pattern);
        return this.#text((value as BSONRegExp).options);
      case rank.code:
        return this.#text((value as Code).code);
      default:
    }
  }

  #doc(doc: Doc): void {
    for (const [name, value] of doc) {
      this.#byte(rankOf(value));
      this.#text(name);
      this.#value(value);
    }
    this.#byte(0);
  }

  #binary(binary: Binary): void {
    const bytes = binary.value();
    this.#room(5);
    this.#bytes.writeUInt32BE(bytes.length, this.#length);
    this.#length += 4;
    this.#byte(binary.sub_type);
    this.#raw(bytes);
  }

  #number(value: Num): void {
    const exact = exactNumber(value);
    if (exact !== undefined) return this.#double(exact, 0n);
    if (tagOf(value) === "Decimal128" && fraction(value) === undefined) {
      return this.#double(Number(value.toString()), 0n);
    }
    const [below, rest] = split(value);
    this.#double(below, rest);
  }

  // The double below the value, then how far towards the next double it is, in 2^-128 of that step.
  #double(value: number, rest: bigint): void {
    this.#room(25);
    const bits = orderedBits(value);
    this.#bytes.writeBigUInt64BE(bits, this.#length);
    this.#length += 8;
    if (rest === 0n) return this.#byte(0);
    this.#byte(1);
    this.#bytes.writeBigUInt64BE(rest >> 64n, this.#length);
    this.#bytes.writeBigUInt64BE(rest & 0xffffffffffffffffn, this.#length + 8);
    this.#length += 16;
  }
}

const view = new DataView(new ArrayBuffer(8));
const signBit = 1n << 63n;

/** The bits of a double, turned so that they sort as unsigned numbers; NaN first, both zeros the same. */
function orderedBits(value: number): bigint {
  if (Number.isNaN(value)) return 0n;
  view.setFloat64(0, value === 0 ? 0 : value);
  const bits = view.getBigUint64(0);
  return bits & signBit ? BigInt.asUintN(64, ~bits) : bits | signBit;
}

function fromOrderedBits(ordered: bigint): number {
  view.setBigUint64(0, ordered & signBit ? ordered ^ signBit : BigInt.asUintN(64, ~ordered));
  return view.getFloat64(0);
}

function split(value: Num): [number, bigint] {
  const exact = fraction(value);
  if (exact === undefined) return [Number.NaN, 0n];
  let below = Number(value.toString());
  if (!Number.isFinite(below)) throw tooLarge();
  let low = doubleFraction(below);
  if (low !== undefined && low.over * exact.under > exact.over * low.under) {
    below = fromOrderedBits(orderedBits(below) - 1n);
    low = doubleFraction(below);
  }
  const high = doubleFraction(fromOrderedBits(orderedBits(below) + 1n));
  if (low === undefined || high === undefined) throw tooLarge();
  const over = (exact.over * low.under - low.over * exact.under) * high.under;
  const under = (high.over * low.under - low.over * high.under) * exact.under;
  return [below, (over << 128n) / under];
}

function tooLarge(): Refusal {
  return new Refusal("NotImplemented", "a Decimal128 beyond the range of a double cannot be indexed here");
}

/** The key of one value alone. */
export function keyOf(value: KeyPart, direction: 1 | -1 = 1): Buffer {
  return new KeyWriter().part(value, direction).done();
}
