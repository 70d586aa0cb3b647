import { randomInt } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Args } from "./args.ts";
import { verifyAudit } from "./demo/verify-audit.ts";
import { storm, type StormReport } from "./storm/storm.ts";

const conversations = 200;
const kills = 4;

/** `npm run demo -- --storm`: prints what the storm found; gives the exit code. */
export async function playStorm({ data, real, seed = randomInt(1_000_000) }: Args): Promise<number> {
  const folder = data ?? mkdtempSync(join(tmpdir(), "careline-storm-"));
  const startedAt = performance.now();
  const elapsed = () => ((performance.now() - startedAt) / 1_000).toFixed(1).padStart(6);
  console.log(`storm: ${conversations} conversations, ${kills} kills, seed ${seed}, data in ${folder}\n`);
  const report = await storm({
    data: folder,
    real,
    conversations,
    kills,
    seed,
    say: (line) => console.log(`${elapsed()} s  ${line}`),
  });
  const audit = verifyAudit(report.auditDir);
  print(report, audit.text);
  const isWell = isClean(report) && audit.isWell;
  console.log(isWell ? "\nnothing was lost, nothing was said twice" : `\nnot as promised: seed ${seed}`);
  if (isWell && data === undefined) rmSync(folder, { recursive: true, force: true });
  return isWell ? 0 : 1;
}

function isClean({ lost, duplicated, disordered, undelivered, unsettled }: StormReport): boolean {
  return lost + duplicated + disordered + undelivered + unsettled === 0;
}

function print(report: StormReport, audit: string): void {
  const { ledger, uncertain, recoveries } = report;
  const accepted = [...ledger.accepted.values()].reduce((total, count) => total + count, 0);
  const ways = [...uncertain].map(([way, count]) => `${count} × ${way}`).join("; ");
  const took = recoveries.map(
    ({ readySeconds, tookSeconds }) => `${readySeconds} (${tookSeconds ?? "none came after"})`,
  );
  const rows: readonly (readonly [string, string | number])[] = [
    ["conversations", ledger.accepted.size],
    ["webhooks with a 200", accepted],
    ["posts", `${ledger.sent}, of which ${ledger.resent} got no 200 and ${ledger.repeated} repeated a 200`],
    ["answers", report.answers],
    ["kills", recoveries.length],
    ["seconds to ready", `${took.join(", ")}: and to the first 200`],
    ["lost", report.lost],
    ["duplicated", report.duplicated],
    ["out of order", report.disordered],
    ["not delivered", report.undelivered],
    ["unsettled intents", report.unsettled],
    ["open fates", ways === "" ? "none" : ways],
    ["audit log", audit],
  ];
  console.log();
  for (const [name, value] of rows) console.log(`${name.padEnd(20)}${value}`);
}
