import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

/** What others would use instead of ours, or why it could not be had here. */
export type Peer = { readonly module: object } | { readonly module: undefined; readonly why: string };

/** Where peers lie, once they are brought. */
export const peersHome = join(import.meta.dirname, "../../../.careline/bench-peers");
const installWithinMs = 120_000;

/**
 * Brings a package to compare with, pinned exactly, beside the lock file: nobody who installs this repository needs it.
 * The second time it is there already. Where no registry answers, the reason is given.
 */
export async function bringPeer(name: string, version: string): Promise<Peer> {
  const brought = await bringPeers({ [name]: version });
  if (brought.folder === undefined) return { module: undefined, why: brought.why };
  return { module: await brought.load(name) };
}

export type Peers =
  | { readonly folder: string; load(name: string): Promise<object> }
  | { readonly folder: undefined; readonly why: string };

/** Brings packages that work together, by name and version, into one folder. */
export async function bringPeers(versions: Readonly<Record<string, string>>): Promise<Peers> {
  const wished = Object.entries(versions).map(([name, version]) => `${name}@${version}`);
  const folder = join(peersHome, wished.map((one) => one.replaceAll(/[^\w.@-]|^@/g, "_")).join("+"));
  const files = () => Object.keys(versions).map((name) => mainFileOf(folder, name));
  try {
    if (files().includes(undefined)) await install(folder, wished);
    if (files().includes(undefined)) throw new Error("there is nothing to import");
    return {
      folder,
      async load(name) {
        const module: object = await import(pathToFileURL(mainFileOf(folder, name) ?? "").href);
        return module;
      },
    };
  } catch (error) {
    const [why = ""] = String(error instanceof Error ? error.message : error).split("\n");
    return { folder: undefined, why: `${wished.join(", ")} could not be installed: ${why}` };
  }
}

/** Whole or not at all: what was cut off is never taken for installed. */
async function install(folder: string, which: readonly string[]): Promise<void> {
  mkdirSync(peersHome, { recursive: true });
  const draft = mkdtempSync(join(peersHome, "draft-"));
  try {
    const flags = ["--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    await promisify(execFile)("npm", ["install", "--prefix", draft, ...flags, ...which], {
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
