import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bestResults, type StoredResult } from "../core/results.ts";
import { describeSuite, suiteNames } from "../suites.ts";
import { growthPlot } from "./growth-plot.ts";
import { percentilePlot } from "./percentile-plot.ts";
import { ratioBars } from "./ratio-bars.ts";
import { checksLine, figures } from "./table.ts";

const docs = join(import.meta.dirname, "../../../../docs");
const pictures = join(docs, "performance");
const shortfalls = join(import.meta.dirname, "../../not-reached.md");

/** Writes docs/performance.md and its pictures from the best stored result of each suite. Returns the file's path. */
export function writeDocs(all: readonly StoredResult[]): string {
  mkdirSync(pictures, { recursive: true });
  const best = bestResults(all);
  const chapters = suiteNames.flatMap((name) => {
    const result = best.find(({ suite }) => suite === name);
    return result === undefined ? [] : [chapter(result)];
  });
  const file = join(docs, "performance.md");
  writeFileSync(file, `${[opening, ...chapters, readFileSync(shortfalls, "utf8").trim()].join("\n\n")}\n`);
  return file;
}

const opening = `# Performance

Measured side by side on one machine, in interleaved rounds; made by \`npm run bench -- --write-docs\` from stored results.
What travels to another machine are the ratios and, roughly, the CPU-µs of an operation (user and system time of every
process that takes part, as the kernel counts it). Rates and latencies belong to the machine and to what else it did.

- A ratio is median (lowest–highest) over rounds; more is better: the yardstick's cost ÷ ours, or our rate ÷ the yardstick's.
- Latency counts from the moment a request was *meant* to be sent, under Poisson arrivals from a process of its own.
- Beside each figure stand n and what was aimed for. Each run checks that what it timed was also right.
- "typical" is \`packages/bench/src/typical\`: express, awaited kafkajs sends, one MongoDB call a document, encryption by field with
  a raw key, unary gRPC, fetch; the same job in the same five processes. It keeps less: no keys of each patient, no outbox, no pacing, no TLS
  between services, no provable log.`;

function chapter(result: StoredResult): string {
  const { suite, profile, environment, servers, stalls, rows, checks, latencies = [], curves = [] } = result;
  const images = [
    save(`${suite}-ratios`, ratioBars(`${suite}: how many times better than its yardstick`, rows)),
    save(`${suite}-latency`, percentilePlot(`${suite}: latency by percentile`, latencies)),
    save(`${suite}-growth`, growthPlot(`${suite}: cost over what is stored`, curves)),
  ].filter((image) => image !== undefined);
  const { cpu, cores, memoryGb, node, commit, isDirty, loadBefore } = environment;
  const machine = `${cpu}, ${cores} cores, ${memoryGb} GB; Node ${node}; Kafka ${servers.kafka}; MongoDB ${servers.mongo}`;
  const busy = `load ${loadBefore[0]?.toFixed(1) ?? "?"} at the start, an idle process kept waiting ${stalls.p99Ms.toFixed(1)} ms at p99`;
  return [
    `## ${suite}: ${describeSuite(suite)}`,
    `\`npm run bench -- --suite ${suite} --profile ${profile}\` at ${commit}${isDirty ? " with changes" : ""}, ${result.at.slice(0, 10)}. ${machine}; ${busy}.`,
    figures(rows),
    checksLine(checks),
    ...(result.notes ?? []),
    ...images,
  ].join("\n\n");
}

function save(name: string, svg: string | undefined): string | undefined {
  if (svg === undefined) return undefined;
  writeFileSync(join(pictures, `${name}.svg`), svg);
  return `![${name.replace("-", " ")}](performance/${name}.svg)`;
}
