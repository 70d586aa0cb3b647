import { availableParallelism } from "node:os";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { Refused, type Why } from "./refused.ts";
import { tileWidth } from "./tile-files.ts";
import { checkEntries, type Found } from "./tiles.ts";

interface Part {
  readonly home: string;
  readonly first: number;
  readonly last: number;
  readonly size: number;
}

type Outcome = Found | { readonly refused: Why; readonly message: string };

// A worker takes a tenth of a second to begin: in that time one alone checks as many.
const tilesForOne = 256;
const workersMax = 8;

/** Checks the entries of a log: of a long one in several threads, the parts in order. Throws Refused for the first wrong. */
export async function checkAllEntries(home: string, size: number): Promise<readonly Found[]> {
  const tiles = Math.ceil(size / tileWidth);
  const workers = Math.min(availableParallelism(), workersMax, Math.floor(tiles / tilesForOne));
  if (workers < 2) return [checkEntries(home, 0, tiles, size)];
  const each = Math.ceil(tiles / workers);
  const parts = Array.from({ length: workers }, (_, at): Part => {
    return { home, first: at * each, last: Math.min(tiles, (at + 1) * each), size };
  });
  const outcomes = await Promise.all(parts.map(inWorker));
  return outcomes.map((outcome) => {
    if ("refused" in outcome) throw new Refused(outcome.refused, outcome.message);
    return { ...outcome, roots: Buffer.from(outcome.roots) };
  });
}

function inWorker(part: Part): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { part } });
    worker.once("message", resolve).once("error", reject);
    worker.once("exit", () => reject(new Error("a part of the log was not checked")));
  });
}

function outcomeOf({ home, first, last, size }: Part): Outcome {
  try {
    return checkEntries(home, first, last, size);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { refused: error.why, message: error.message };
  }
}

if (!isMainThread) {
  const { part } = workerData as { part?: Part };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
  if (part !== undefined) parentPort?.postMessage(outcomeOf(part));
}
