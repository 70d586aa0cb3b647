import { isJson, listAt, type Json } from "../rules/json.ts";
import { wire } from "../rules/wire.ts";
import type { Manner } from "./manner.ts";

/** Puts what several webhooks tell into one body, in their order. */
export function batched(bodies: readonly string[], shape: Manner["batchShape"]): string {
  const [only] = bodies;
  if (only !== undefined && bodies.length === 1) return only;
  const entries = bodies.flatMap((body) => listAt(JSON.parse(body), "entry"));
  const entry = shape === "entries" ? entries : entries.reduce<Json[]>(joined, []);
  return wire({ object: "whatsapp_business_account", entry });
}

// Only neighbours of one account are joined, so that nothing overtakes.
function joined(before: Json[], next: Json): Json[] {
  const last = before.at(-1);
  if (last === undefined || last["id"] !== next["id"] || last["time"] !== next["time"])
    return [...before, next];
  const changes = [...changesOf(last), ...changesOf(next)];
  return [...before.slice(0, -1), { ...last, changes }];
}

function changesOf(entry: Json): readonly Json[] {
  const changes: unknown = entry["changes"];
  return Array.isArray(changes) ? changes.filter(isJson) : [];
}
