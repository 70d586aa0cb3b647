import { Int32 } from "bson";
import { isDoc, type Doc, type Value } from "../bson/value.ts";
import { Refusal } from "../refusal.ts";

const known = new Set(["groupBy", "boundaries", "default", "output"]);

/** `$bucket` as the group and sort that it stands for. */
export function bucketGroup(operand: Doc): Value[] {
  for (const name of operand.keys()) {
    if (!known.has(name)) throw new Refusal("BadValue", `Unrecognized option to $bucket: ${name}.`);
  }
  const boundaries = operand.get("boundaries");
  const groupBy = operand.get("groupBy") ?? null;
  if (!Array.isArray(boundaries) || boundaries.length < 2) {
    throw new Refusal("BadValue", "The $bucket 'boundaries' field must have at least 2 values");
  }
  const branches = boundaries.slice(0, -1).map((low, at): Value => {
    const high = boundaries[at + 1] ?? null;
    const isIn = operator("$and", [operator("$gte", [groupBy, low]), operator("$lt", [groupBy, high])]);
    return new Map<string, Value>([
      ["case", isIn],
      ["then", operator("$literal", low)],
    ]);
  });
  const rest = operand.get("default");
  const choice: Doc = new Map<string, Value>([["branches", branches]]);
  if (rest !== undefined) choice.set("default", operator("$literal", rest));
  const output = operand.get("output") ?? new Map([["count", operator("$sum", new Int32(1))]]);
  if (!isDoc(output)) throw new Refusal("BadValue", "The $bucket 'output' field must be an object");
  const group: Doc = new Map<string, Value>([["_id", operator("$switch", choice)], ...output]);
  return [operator("$group", group), operator("$sort", new Map([["_id", new Int32(1)]]))];
}

function operator(name: string, operand: Value): Doc {
  return new Map([[name, operand]]);
}
