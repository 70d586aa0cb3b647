import type { Json } from "./json.ts";

/** The members that `fields` names, beside the id; the usual ones where it is absent. Unknown names are passed over. */
export function pickFields(all: Json, fields: string | undefined, usual: readonly string[]): Json {
  const wanted = fields === undefined || fields === "" ? usual : namesIn(fields);
  const picked = wanted.filter((name) => all[name] !== undefined).map((name) => [name, all[name]] as const);
  return { ...Object.fromEntries(picked), ...(all["id"] !== undefined && { id: all["id"] }) };
}

// Inner fields, as in quality_score{score,date} or events.limit(5){id}, are all told.
function namesIn(fields: string): readonly string[] {
  let flat = fields;
  while (/\{[^{}]*\}|\([^()]*\)/.test(flat)) flat = flat.replaceAll(/\{[^{}]*\}|\([^()]*\)/g, "");
  return flat.split(",").map((name) => (name.split(".")[0] ?? "").trim());
}
