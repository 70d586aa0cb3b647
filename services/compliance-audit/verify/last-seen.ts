import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { Refused } from "./refused.ts";
import type { Seen } from "./verify-log.ts";

/** The heads that a verifier saw last, by log. Whoever keeps them elsewhere notices a log that is set back. */
export function readSeen(path: string): Map<string, Seen> {
  if (!existsSync(path)) return new Map();
  try {
    return new Map(Object.entries(JSON.parse(readFileSync(path, "utf8")) as Record<string, Seen>));
  } catch {
    throw new Refused("inconsistent", `${path} is not what a verification left there`);
  }
}

export function writeSeen(path: string, seen: ReadonlyMap<string, Seen>): void {
  writeFileSync(`${path}.new`, JSON.stringify(Object.fromEntries(seen), undefined, 2));
  renameSync(`${path}.new`, path);
}
