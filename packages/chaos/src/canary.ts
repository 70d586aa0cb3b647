import { readdirSync } from "node:fs";
import { basename, join, relative } from "node:path";
import {
  canaryControl,
  canaryTokens,
  encodingCount,
  filesBelow,
  partsOf,
  scanFor,
  type Sink,
} from "@careline/testing/canary";
import { emailOf, type Person } from "./load/contacts.ts";

export interface CanaryReport {
  readonly bytes: number;
  readonly tokens: number;
  readonly encodings: number;
  readonly findings: readonly string[];
  readonly planted: number;
  readonly found: number;
  readonly missed: readonly string[];
}

// More would make the search slower than the run that it follows.
const mostPeople = 40;
// Keys, and what the emulator's own box is opened with; a disk's own folder is its server's.
const isSecret = (path: string): boolean => /[/\\]secrets[/\\]|emulator\.key$|lost\+found/.test(path);

/** Looks for people in everything that a run has left: logs, segments, database files, audit log, temporary files. */
export async function scanRun(data: string, people: readonly Person[]): Promise<CanaryReport> {
  const some = people.slice(0, mostPeople);
  const tokens = canaryTokens({
    names: some.map(({ name }) => name),
    phones: some.flatMap(({ phone }) => phone ?? []),
    texts: {
      "user id": some.flatMap(({ bsuid }) => bsuid ?? []),
      "e-mail address": some.map(emailOf),
      "patient's text": ["Hola, quiero una cita", "muchas gracias"],
    },
  });
  const folders = readdirSync(data, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(data, name));
  const { findings, bytes } = await scanFor(tokens, { folders, except: isSecret });
  const files = folders.flatMap((folder) => [...filesBelow(folder)]).filter((path) => !isSecret(path));
  const sinks = files.map((path): Sink => ({ name: basename(path), parts: partsOf(path) }));
  const { planted, found, missed } = await canaryControl(oneOfEach(sinks));
  return {
    ...{ bytes, tokens: tokens.length, encodings: encodingCount, planted, found, missed },
    findings: findings.map(
      ({ token, encoding, path, offset }) =>
        `${token} as ${encoding} in ${relative(data, path)} at ${offset}`,
    ),
  };
}

/** One of each kind: all files of a kind look alike to the scan. */
function oneOfEach(sinks: readonly Sink[]): readonly Sink[] {
  return [...new Map(sinks.map((sink) => [kindOf(sink.name), sink])).values()];
}

function kindOf(name: string): string {
  return name.replaceAll(/\d+/g, "#").replace(/^(collection|index)-.*/, "$1");
}

/** Nothing found, and everything that was planted. */
export function canaryIsWell({ findings, planted, missed }: CanaryReport): boolean {
  return findings.length === 0 && planted > 0 && missed.length === 0;
}
