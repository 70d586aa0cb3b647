import { isRegex, type Value } from "../bson/value.ts";
import { Refusal } from "../refusal.ts";

/** A JavaScript pattern for `$regex` and regex values: options i, m, s, u; extended patterns are refused. */
export function toRegExp(pattern: Value, options?: Value): RegExp {
  const source = isRegex(pattern) ? pattern.pattern : pattern;
  if (typeof source !== "string") throw new Refusal("BadValue", "$regex has to be a string");
  const flags = typeof options === "string" ? options : isRegex(pattern) ? pattern.options : "";
  for (const flag of flags) {
    if (!"imsu".includes(flag)) throw new Refusal("BadValue", `regex option ${flag} is not known here`);
  }
  const leading = /^\(\?([ims]+)\)/.exec(source);
  const all = Array.from(new Set(`${flags.replace("u", "")}${leading?.[1] ?? ""}`)).join("");
  try {
    return new RegExp(leading === null ? source : source.slice(leading[0].length), all);
  } catch {
    throw new Refusal("BadValue", "Regular expression is invalid");
  }
}

/** The text that every match begins with, when the pattern is anchored and plain at its start. */
export function prefixOf(pattern: Value, options?: Value): string | undefined {
  const source = isRegex(pattern) ? pattern.pattern : pattern;
  const flags = typeof options === "string" ? options : isRegex(pattern) ? pattern.options : "";
  if (typeof source !== "string" || /[im]/.test(flags) || source.includes("|")) return undefined;
  const plain = /^\^([\p{L}\p{N} _:@/-]+)/u.exec(source);
  const text = plain?.[1];
  if (text === undefined) return undefined;
  const next = source[text.length + 1] ?? "";
  return "*?{".includes(next) && next !== "" ? Array.from(text).slice(0, -1).join("") : text;
}
