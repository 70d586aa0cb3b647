import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openCheckpoint } from "./checkpoint.ts";
import { sha256 } from "./hash.ts";
import { Producers } from "./producers.ts";
import { Refused } from "./refused.ts";
import { checkAllEntries } from "./shared-work.ts";
import { checkAbove, rootBefore } from "./tiles.ts";

/** A head that was verified before: what came then may only have grown. */
export interface Seen {
  readonly size: number;
  readonly root: string;
  /** The verifier key that had signed it. */
  readonly key?: string;
}

export interface Verified extends Required<Seen> {
  readonly producers: number;
}

export interface Trust {
  /** The verifier key to trust; else the one seen last; else the folder's own. */
  readonly key?: string | undefined;
  readonly last?: Seen | undefined;
  readonly staleMinutes?: number | undefined;
}

/** Verifies one log from its folder alone. Throws Refused. The checkpoint comes first: what is appended later is not read. */
export async function verifyLog(home: string, { key, last, staleMinutes }: Trust): Promise<Verified> {
  const trusted = key ?? last?.key ?? readText(home, "verifier.key").trim();
  const { size, root } = openCheckpoint(readText(home, "checkpoint"), trusted);
  if (last !== undefined && size < last.size)
    throw new Refused(
      "inconsistent",
      `it has ${size} entries, but ${last.size} were seen before: it was set back`,
    );

  const found = await checkAllEntries(home, size);
  const roots = Buffer.concat(found.map((part) => part.roots));
  const whole = checkAbove(home, roots, size) ?? sha256(new Uint8Array());
  if (whole.toString("base64") !== root)
    throw new Refused("rootMismatch", "the entries do not have the signed root");
  if (last !== undefined) {
    const before = last.size === 0 ? sha256(new Uint8Array()) : rootBefore(home, roots, size, last.size);
    if (before?.toString("base64") !== last.root)
      throw new Refused(
        "inconsistent",
        `its first ${last.size} entries are not those that were seen before: it was rewritten`,
      );
  }
  const producers = new Producers();
  for (const part of found) producers.add(part.producers);
  producers.check();
  if (staleMinutes !== undefined) producers.checkFresh(staleMinutes, Date.now());
  return { size, root, key: trusted, producers: producers.count };
}

/** A text without which a log cannot be trusted. */
export function readText(home: string, name: string): string {
  try {
    return readFileSync(join(home, name), "utf8");
  } catch (cause) {
    throw new Refused("badSignature", `${name} cannot be read: ${(cause as NodeJS.ErrnoException).code}`);
  }
}
