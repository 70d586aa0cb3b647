import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openCheckpoint } from "./checkpoint.ts";
import { Producers } from "./producers.ts";
import { Refused } from "./refused.ts";
import { readLeaves, tileWidth } from "./tile-files.ts";
import { Tree } from "./tree.ts";

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
export function verifyLog(home: string, { key, last, staleMinutes }: Trust): Verified {
  const trusted = key ?? last?.key ?? readText(home, "verifier.key").trim();
  const { size, root } = openCheckpoint(readText(home, "checkpoint"), trusted);
  if (last !== undefined && size < last.size)
    throw new Refused(
      "inconsistent",
      `it has ${size} entries, but ${last.size} were seen before: it was set back`,
    );

  const tree = new Tree(home);
  const producers = new Producers();
  let before = last?.size === 0 ? tree.root() : undefined;
  for (let first = 0; first < size; first += tileWidth)
    for (const [at, leaf] of readLeaves(
      home,
      first / tileWidth,
      Math.min(tileWidth, size - first),
    ).entries()) {
      tree.append(leaf);
      producers.add(leaf, first + at);
      if (first + at + 1 === last?.size) before = tree.root();
    }
  tree.finish();
  if (tree.root().toString("base64") !== root)
    throw new Refused("rootMismatch", "the entries do not have the signed root");
  if (last !== undefined && before?.toString("base64") !== last.root)
    throw new Refused(
      "inconsistent",
      `its first ${last.size} entries are not those that were seen before: it was rewritten`,
    );
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
