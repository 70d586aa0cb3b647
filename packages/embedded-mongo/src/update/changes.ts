import { nearNumber } from "../bson/number.ts";
import { isDoc, isNum, tagOf, type Doc, type Value } from "../bson/value.ts";
import { isIndex } from "../filter/path.ts";
import { Refusal } from "../refusal.ts";
import type { Change } from "./operators.ts";

type Check = (operand: Value, name: string) => void;

const anything: Check = () => undefined;

/** The operators that updates know, with what each asks of its operand. */
const operators: ReadonlyMap<string, Check> = new Map<string, Check>([
  ["$set", anything],
  ["$setOnInsert", anything],
  ["$unset", anything],
  ["$min", anything],
  ["$max", anything],
  ["$push", anything],
  ["$addToSet", anything],
  ["$pull", anything],
  ["$currentDate", anything],
  ["$inc", (operand, name) => needNumber(operand, `Cannot increment with non-numeric argument: {${name}}`)],
  ["$mul", (operand, name) => needNumber(operand, `Cannot multiply with non-numeric argument: {${name}}`)],
  ["$pullAll", (operand) => needArray(operand)],
  ["$pop", (operand) => needSide(operand)],
  ["$rename", (operand, name) => needName(operand, name)],
  ["$bit", (operand) => needBits(operand)],
]);

/** Understands the operators of an update, in the order in which MongoDB carries them out: by path. */
export function readChanges(wish: Doc): Change[] {
  const changes = [...wish].flatMap(([operator, fields]) => {
    const check = operators.get(operator);
    if (check === undefined) {
      const text = "Expected a valid update modifier or pipeline-style update specified as an array";
      throw new Refusal("FailedToParse", `Unknown modifier: ${operator}. ${text}`);
    }
    if (!isDoc(fields))
      throw new Refusal("FailedToParse", `Modifiers operate on fields but ${operator} has no document`);
    return [...fields].map(([name, operand]): Change => {
      check(operand, name);
      return { operator, path: name.split("."), operand };
    });
  });
  refuseConflicts(changes);
  return changes.toSorted((a, b) => comparePaths(writtenPath(a), writtenPath(b)));
}

function writtenPath({ operator, path, operand }: Change): readonly string[] {
  return operator === "$rename" && typeof operand === "string" ? operand.split(".") : path;
}

export function isPositional({ path }: Change): boolean {
  return path.some((part) => part.startsWith("$"));
}

/** Two operators must not touch one place. */
export function refuseConflicts(changes: readonly Change[]): void {
  const touched = changes.flatMap(({ operator, path, operand }) =>
    operator === "$rename" && typeof operand === "string" ? [path, operand.split(".")] : [path],
  );
  for (const [index, path] of touched.entries()) {
    if (path.includes("")) {
      throw new Refusal("BadValue", "The update path contains an empty field name, which is not allowed.");
    }
    for (const other of touched.slice(index + 1)) {
      if (!isConflict(path, other)) continue;
      const place = (path.length < other.length ? path : other).join(".");
      throw new Refusal(
        "ConflictingUpdateOperators",
        `Updating the path '${other.join(".")}' would create a conflict at '${place}'`,
      );
    }
  }
}

function isConflict(a: readonly string[], b: readonly string[]): boolean {
  const at = a.findIndex((part, index) => part !== b[index]);
  const [x, y] = [a[at], b[at]];
  if (x === undefined || y === undefined) return true;
  // Items by filter and items by name cannot be told apart before the document is seen.
  return x.startsWith("$[") !== y.startsWith("$[");
}

function comparePaths(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  const [x, y] = [a[at], b[at]];
  if (x === undefined || y === undefined) return a.length - b.length;
  return isIndex(x) && isIndex(y) ? Number(x) - Number(y) : x < y ? -1 : 1;
}

function needNumber(operand: Value, text: string): void {
  if (!isNum(operand)) throw new Refusal("TypeMismatch", text);
}

function needArray(operand: Value): void {
  if (!Array.isArray(operand)) throw new Refusal("BadValue", "$pullAll requires an array argument");
}

function needSide(operand: Value): void {
  const side = isNum(operand) ? nearNumber(operand) : 0;
  if (side !== 1 && side !== -1) throw new Refusal("FailedToParse", "$pop expects 1 or -1");
}

function needName(operand: Value, name: string): void {
  if (typeof operand !== "string")
    throw new Refusal("BadValue", "The 'to' field for $rename must be a string");
  if (operand === name) throw new Refusal("BadValue", "The source and target field for $rename must differ");
  if (`${name}.${operand}`.includes("$"))
    throw new Refusal("BadValue", "$rename may not have positional paths");
}

function needBits(operand: Value): void {
  if (!isDoc(operand) || operand.size === 0) throw new Refusal("BadValue", "$bit needs and, or, or xor");
  for (const [name, mask] of operand) {
    if (name !== "and" && name !== "or" && name !== "xor") {
      throw new Refusal("BadValue", `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}'`);
    }
    const tag = tagOf(mask);
    if (tag !== "Int32" && tag !== "Long")
      throw new Refusal("BadValue", "The $bit modifier field must be an Integer(32/64 bit)");
  }
}
