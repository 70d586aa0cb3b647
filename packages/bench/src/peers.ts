import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

/** What others would use instead of ours, or why it could not be had here. */
export type Peer = { readonly module: object } | { readonly module: undefined; readonly why: string };

const home = join(import.meta.dirname, "../../../.careline/bench-peers");
const installWithinMs = 120_000;

/**
 * Brings a package to compare with, pinned exactly, beside the lock file: nobody who installs this repository needs it.
 * The second time it is there already. Where no registry answers, the reason is given.
 */
export async function bringPeer(name: string, version: string): Promise<Peer> {
  const folder = join(home, `${name.replaceAll(/[^\w.-]/g, "_")}@${version}`);
  try {
    if (mainFileOf(folder, name) === undefined) await install(folder, `${name}@${version}`);
    const file = mainFileOf(folder, name);
    if (file === undefined) return { module: undefined, why: `${name}@${version} has nothing to import` };
    const module: object = await import(pathToFileURL(file).href);
    return { module };
  } catch (error) {
    const [why = ""] = String(error instanceof Error ? error.message : error).split("\n");
    return { module: undefined, why: `${name}@${version} could not be installed: ${why}` };
  }
}

/** Whole or not at all: what was cut off is never taken for installed. */
async function install(folder: string, which: string): Promise<void> {
  mkdirSync(home, { recursive: true });
  const draft = mkdtempSync(join(home, "draft-"));
  try {
    const flags = ["--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    await promisify(execFile)("npm", ["install", "--prefix", draft, ...flags, which], {
      timeout: installWithinMs,
    });
    rmSync(folder, { recursive: true, force: true });
    renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function mainFileOf(folder: string, name: string): string | undefined {
  try {
    return createRequire(join(folder, "package.json")).resolve(name);
  } catch {
    return undefined;
  }
}
