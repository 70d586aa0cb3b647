import type { Binary } from "bson";
import { nearNumber, wholeNumber } from "../bson/number.ts";
import { isNum, tagOf, type Value } from "../bson/value.ts";
import { Refusal } from "../refusal.ts";
import { missing, type Found } from "./path.ts";

export function bitTest(operator: string, operand: Value): (found: Found) => boolean {
  const mask = maskOf(operator, operand);
  return (found) => {
    const bits = found === missing ? undefined : bitsOf(found);
    if (bits === undefined) return false;
    switch (operator) {
      case "$bitsAllSet":
        return (bits & mask) === mask;
      case "$bitsAnySet":
        return (bits & mask) !== 0n;
      case "$bitsAllClear":
        return (bits & mask) === 0n;
      default:
        return (bits & mask) !== mask;
    }
  };
}

function maskOf(operator: string, operand: Value): bigint {
  if (Array.isArray(operand)) {
    return operand.reduce<bigint>((mask, position) => {
      const bit = isNum(position) ? wholeNumber(position) : undefined;
      if (bit === undefined || bit < 0) throw new Refusal("BadValue", `${operator} needs bit positions`);
      return mask | (1n << BigInt(bit));
    }, 0n);
  }
  const mask = bitsOf(operand);
  if (mask === undefined || mask < 0n) throw new Refusal("BadValue", `${operator} needs a bitmask`);
  return mask;
}

function bitsOf(value: Value): bigint | undefined {
  if (isNum(value)) return Number.isInteger(nearNumber(value)) ? BigInt(wholeText(value)) : undefined;
  if (tagOf(value) !== "Binary") return undefined;
  const bytes = Buffer.from((value as Binary).value()).reverse();
  return bytes.length === 0 ? 0n : BigInt(`0x${bytes.toString("hex")}`);
}

function wholeText(value: Value): string {
  return tagOf(value) === "Long" ? String(value) : String(nearNumber(value as never));
}
