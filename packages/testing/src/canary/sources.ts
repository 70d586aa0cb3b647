import { closeSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { join } from "node:path";

/** Something to look through: files, folders with all below them, and bytes from elsewhere. */
export interface Where {
  readonly folders?: readonly string[];
  readonly files?: readonly string[];
  /** Captured output, a database read through its driver: named bytes in parts of any size. */
  readonly streams?: readonly { readonly name: string; readonly parts: Parts }[];
  /** True for a path that is left out, such as the folder of the keys. */
  readonly except?: (path: string) => boolean;
}

export type Parts = Iterable<Buffer> | AsyncIterable<Buffer>;

export interface Source {
  readonly path: string;
  readonly parts: Parts;
}

const readBytes = 4 * 1024 * 1024;

export function* sourcesIn({ folders = [], files = [], streams = [], except }: Where): Generator<Source> {
  const paths = [...files, ...folders.flatMap((folder) => [...filesBelow(folder)])];
  for (const path of paths) if (except?.(path) !== true) yield { path, parts: partsOf(path) };
  for (const { name: path, parts } of streams) yield { path, parts };
}

/** Every file in a folder and below it. */
export function* filesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    // A file that went away while we walked has nothing to tell.
    else if (entry.isFile() && statSync(path, { throwIfNoEntry: false }) !== undefined) yield path;
  }
}

/** A file, part by part. */
export function* partsOf(path: string): Generator<Buffer> {
  const file = openSync(path, "r");
  try {
    for (;;) {
      const part = Buffer.allocUnsafe(readBytes);
      const length = readSync(file, part);
      if (length === 0) return;
      yield part.subarray(0, length);
    }
  } finally {
    closeSync(file);
  }
}
