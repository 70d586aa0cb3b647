import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { startMongo } from "@careline/testing";
import { benchHome } from "../stack/real-stack.ts";
import type { Profile, Suite } from "../suite.ts";
import { appending } from "./appending.ts";
import { growLog, type GrownLog } from "./grown-logs.ts";
import { verifying } from "./verifying.ts";

const sizes: Record<Profile, { rounds: number; operations: number; logs: readonly number[] }> = {
  smoke: { rounds: 2, operations: 2_000, logs: [2_000, 20_000] },
  quick: { rounds: 5, operations: 8_000, logs: [10_000, 100_000, 1_000_000] },
  full: { rounds: 9, operations: 20_000, logs: [10_000, 100_000, 1_000_000] },
};

/** The audit log on a real MongoDB of its own: appending, verification and proofs beside raw hashing and storing. */
export const auditSuite: Suite = async ({ profile, say }) => {
  const { rounds, operations, logs } = sizes[profile];
  mkdirSync(benchHome, { recursive: true });
  const folder = mkdtempSync(join(benchHome, "audit-"));
  const mongo = await startMongo({ dir: join(folder, "mongo"), isForMeasuring: true });
  const place = { uri: mongo.uri, mongoPid: mongo.pid, folder };
  try {
    const appended = await appending(place, { rounds, operations });
    for (const { name, value, unit } of appended.rows) say(`${name}: ${value.toFixed(1)} ${unit}`);
    const grown: GrownLog[] = [];
    for (const size of logs) {
      const startedAt = performance.now();
      grown.push(await growLog(place, size));
      const perSecond = Math.round((size * 1_000) / (performance.now() - startedAt));
      say(`a log of ${size} entries, heard, appended, sealed: ${perSecond}/s`);
    }
    const verified = await verifying(grown, rounds);
    for (const { name, value, unit } of verified.rows) say(`${name}: ${value.toFixed(3)} ${unit}`);
    for (const { log } of grown) await log.close();
    return {
      rows: [...appended.rows, ...verified.rows],
      checks: [...appended.checks, ...verified.checks],
      latencies: verified.latencies,
      curves: verified.curves,
      notes: [
        "Entries are about 600 bytes. MongoDB is one node on the same machine, and its CPU is counted.",
      ],
    };
  } finally {
    await mongo.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};
