import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { Fault } from "@careline/faults";
import type { Edit } from "./mutant.ts";

/** Copies the repository into a folder and plants a bug there. Foreign modules are shared, our own are the copy's. */
export function plantedTree(repository: string, folder: string, edits: readonly Edit[]): void {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: repository,
    encoding: "utf8",
    maxBuffer: 64 * 1_048_576,
  });
  for (const path of listed.split("\n")) {
    if (!/^(packages|services|infra|package\.json)/.test(path) || !existsSync(join(repository, path)))
      continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(repository, path), join(folder, path));
  }
  shareModules(repository, folder);
  for (const edit of edits) plant(folder, edit);
}

/** Refuses an edit that is not one change at one place: then the source has changed, and the mutant means nothing. */
export function edited(source: string, { file, find, replace }: Edit): string {
  const count = source.split(find).length - 1;
  if (count !== 1)
    throw new Fault("invalid", `${file}: what a mutant changes stands there ${count} times, not once`);
  return source.replace(find, () => replace);
}

function plant(folder: string, edit: Edit): void {
  const path = join(folder, edit.file);
  writeFileSync(path, edited(readFileSync(path, "utf8"), edit));
}

function shareModules(repository: string, folder: string): void {
  const [from, to] = [join(repository, "node_modules"), join(folder, "node_modules")];
  mkdirSync(join(to, "@careline"), { recursive: true });
  for (const name of readdirSync(from))
    if (name !== "@careline") symlinkSync(join(from, name), join(to, name));
  for (const kind of ["packages", "services"])
    for (const name of readdirSync(join(folder, kind)))
      symlinkSync(join(folder, kind, name), join(to, "@careline", name));
  symlinkSync(join(folder, "infra", "local"), join(to, "@careline", "local"));
}
