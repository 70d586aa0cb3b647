import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import {
  canaryControl,
  encodingCount,
  filesBelow,
  partsOf,
  scanFor,
  type Sink,
  type Token,
} from "@careline/testing/canary";
import type { House } from "../house.ts";
import { tell } from "./output.ts";
import { realSinks } from "./real-sinks.ts";

const isSecret = (path: string): boolean => /[/\\]secrets[/\\]|emulator\.key$/.test(path);

/** Looks for what people said in everything that a house has kept and printed, and tells what is wrong. */
export async function scanHouse(house: House, tokens: readonly Token[], log: string): Promise<string[]> {
  const { data } = house.local;
  const copy = mkdtempSync(join(tmpdir(), "careline-scan-"));
  try {
    copyFolder(data, copy);
    const real = await realSinks(house);
    const where = { folders: [copy], files: [log, ...real.files], streams: real.streams, except: isSecret };
    const { findings, bytes } = await scanFor(tokens, where);
    const files = [...filesBelow(copy), ...where.files].filter((path) => !isSecret(path));
    const sinks = [
      ...files.map((path): Sink => ({ name: basename(path), parts: partsOf(path) })),
      ...real.streams,
    ];
    const { planted, found, missed } = await canaryControl(oneOfEach(sinks));
    const megabytes = (bytes / 1e6).toFixed(1);
    tell(
      `canary scan         ${tokens.length} tokens × ${encodingCount} encodings over ${megabytes} MB: ${findings.length} found; planted ${planted}, found ${found}`,
    );
    return [
      ...findings.map(
        ({ path, offset, token, encoding }) =>
          `${token} as ${encoding} in ${path.startsWith(copy) ? relative(copy, path) : path} at ${offset}`,
      ),
      ...missed.map((name) => `the scan does not see a planted ${name}`),
    ];
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/**
 * Copies while the house runs, so that journals that a clean stop would fold away are scanned too. In another process:
 * to close a file of a database here would take its lock from the database.
 */
function copyFolder(from: string, to: string): void {
  const program =
    "const [from, to] = process.argv.slice(1); require('fs').cpSync(from, to, { recursive: true })";
  execFileSync(process.execPath, ["-e", program, from, to]);
}

/** One sink of each name: all files of a kind look alike to the scan. */
function oneOfEach(sinks: readonly Sink[]): readonly Sink[] {
  return [...new Map(sinks.map((sink) => [kindOf(sink.name), sink])).values()];
}

function kindOf(name: string): string {
  return name.replaceAll(/\d+/g, "#");
}
