import { fc, test } from "@fast-check/vitest";
import {
  Binary,
  BSONRegExp,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from "bson";
import { expect } from "vitest";
import { compare } from "./compare.ts";
import { keyOf } from "./key.ts";
import { readDoc } from "./read.ts";
import type { Doc, Value } from "./value.ts";
import { writeDoc } from "./write.ts";

const number: fc.Arbitrary<Value> = fc.oneof(
  fc.integer().map((n) => new Int32(n)),
  fc.double().map((n) => new Double(n)),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((n) => Long.fromBigInt(n)),
  fc.integer({ min: -2, max: 2 }).map((n) => Long.fromBigInt(2n ** 53n + BigInt(n))),
  fc
    .tuple(fc.integer(), fc.integer({ min: -20, max: 20 }))
    .map(([n, e]) => Decimal128.fromString(`${n}E${e}`)),
  fc
    .constantFrom("0.1", "-0.1", "1.0", "NaN", "Infinity", "-Infinity")
    .map((text) => Decimal128.fromString(text)),
);
const scalar: fc.Arbitrary<Value> = fc.oneof(
  number,
  fc.string({ unit: "binary", maxLength: 4 }),
  fc.constantFrom("\0", "\0\0", "a\0", "a\0ÿ", "a", "\ud83d\ude00", "\uffff"),
  fc.boolean(),
  fc.constant(null),
  fc.date({ noInvalidDate: true }),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(bytes)),
  fc
    .tuple(fc.uint8Array({ maxLength: 3 }), fc.constantFrom(0, 2, 5))
    .map(([bytes, type]) => new Binary(bytes, type)),
  fc.tuple(fc.nat(), fc.nat()).map(([t, i]) => new Timestamp({ t, i })),
  fc.constantFrom("", "i").map((flags) => new BSONRegExp("a", flags)),
  fc.constantFrom(new MinKey(), new MaxKey()),
);
const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    scalar,
    fc.array(tie("value"), { maxLength: 3 }),
    fc
      .array(fc.tuple(fc.constantFrom("a", "b", ""), tie("value")), { maxLength: 3 })
      .map((fields) => new Map(fields) as Doc),
  ),
}));

test.prop([value, value], { numRuns: 5000 })(
  "keys compare as their values do, in both directions",
  (a, b) => {
    const order = Math.sign(compare(a, b));
    expect(Math.sign(compare(b, a))).toBe(-order || 0);
    expect(Buffer.compare(keyOf(a), keyOf(b))).toBe(order);
    expect(Buffer.compare(keyOf(a, -1), keyOf(b, -1))).toBe(-order || 0);
  },
);

test.prop([number, number], { numRuns: 5000 })("numbers of all types compare by value", (a, b) => {
  expect(Buffer.compare(keyOf(a), keyOf(b))).toBe(Math.sign(compare(a, b)));
});

test.prop([value])("a document comes back from its bytes, byte for byte", (field) => {
  const bytes = writeDoc(new Map([["field", field]]));
  expect(writeDoc(readDoc(bytes))).toEqual(bytes);
});

test.prop([value, fc.nat(), fc.nat({ max: 255 })], { numRuns: 2000 })(
  "damaged bytes are refused or read, never worse",
  (field, at, byte) => {
    const bytes = writeDoc(new Map([["field", field]]));
    bytes[at % bytes.length] = byte;
    try {
      readDoc(bytes);
    } catch (error) {
      expect(error).toBeInstanceOf(Error);
    }
  },
);
