import type { Doc } from "../bson/value.ts";
import { Refusal } from "../refusal.ts";
import { isSimple } from "../storage/index-spec.ts";

const everywhere = new Set([
  "$db",
  "$clusterTime",
  "$readPreference",
  "lsid",
  "txnNumber",
  "startTransaction",
  "autocommit",
  "readConcern",
  "writeConcern",
  "maxTimeMS",
  "comment",
]);

/** Refuses, by name, every option that this command would have to ignore. */
export function checkOptions(command: string, body: Doc, known: readonly string[], isTop = true): void {
  for (const [name, value] of body) {
    if (known.includes(name) || name === command || (isTop && everywhere.has(name))) continue;
    if (name === "collation" && isSimple(value)) continue;
    if (name === "collation") throw new Refusal("InvalidOptions", `${command}: collation is not known here`);
    throw new Refusal("Location40415", `BSON field '${command}.${name}' is an unknown field.`);
  }
}
