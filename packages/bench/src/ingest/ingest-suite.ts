import { cpuMicrosOf, cpuMicrosOfAll } from "../core/cpu.ts";
import { decoded, msAt } from "../core/histogram.ts";
import { cheaper, type Finish, median, race } from "../core/race.ts";
import { latencyRows, type OpenRun, voidBecause } from "../load/latency-rows.ts";
import { startGenerator, type WebhookReport } from "../load/generator.ts";
import { recordsIn } from "../stack/kafka-admin.ts";
import { type RealStack, sharedStack } from "../stack/real-stack.ts";
import type { Check, Latencies, Row, Suite } from "../suite.ts";
import { type Door, gatewayDoor, type Yardstick, yardstickDoor, yardstickNames } from "./doors.ts";

const sizes = {
  smoke: { rounds: 3, requests: 1_000, open: [{ ratePerS: 500, seconds: 2 }] },
  quick: {
    rounds: 5,
    requests: 3_000,
    open: [
      { ratePerS: 500, seconds: 8 },
      { ratePerS: 3_300, seconds: 8 },
    ],
  },
  full: {
    rounds: 7,
    requests: 15_000,
    open: [
      { ratePerS: 500, seconds: 60 },
      { ratePerS: 3_300, seconds: 60 },
    ],
  },
} as const;

const goals: Readonly<Record<Yardstick, string>> = {
  bare: "a floor, nothing is kept",
  linger: "≥ 0.71 (at most 1.4 × its cost)",
  express: "≥ 1.8",
  "express+mongo": "≥ 4",
};

/** Webhooks into the real gateway: signature, seal, broker's acknowledgement, then 200; beside it what others would run. */
export const ingestSuite: Suite = async ({ profile, say, against = yardstickNames }) => {
  const { rounds, requests, open } = sizes[profile];
  const stack = await sharedStack();
  if (stack === undefined)
    return { rows: [], checks: [], notes: ["needs a real Kafka and MongoDB: skipped"] };
  const generator = startGenerator();
  const doors: Door[] = [];
  try {
    doors.push(await gatewayDoor(stack));
    for (const name of yardstickNames)
      if (against.includes(name)) doors.push(await yardstickDoor(stack, name));
    const taken = new Map<Door, WebhookReport[]>(doors.map((door) => [door, []]));
    const brokerCost = new Map<Door, number[]>(doors.map((door) => [door, []]));
    const finishes = await race(
      doors.map((door) => ({
        name: door.name,
        cpuMicros: () => cpuMicrosOf(door.pid),
        run: async (count: number) => {
          const before = serversCpu(stack);
          const report = await generator.load({ kind: "closed", target: door.target, requests: count });
          taken.get(door)?.push(report);
          brokerCost.get(door)?.push((serversCpu(stack) - before) / count);
        },
      })),
      { rounds, operations: requests },
    );
    for (const { name, cpuMicrosEach, wallMicrosEach } of finishes)
      say(`${name}: ${cpuMicrosEach.toFixed(0)} CPU-µs, ${(1e6 / wallMicrosEach).toFixed(0)}/s`);
    const opened: { run: OpenRun; report: WebhookReport }[] = [];
    const [gateway] = doors;
    if (gateway === undefined) throw new Error("the gateway is always there");
    for (const wish of open) {
      const report = await generator.load({ kind: "open", target: gateway.target, ...wish });
      taken.get(gateway)?.push(report);
      const { response, lateP99Ms, sent: n } = report;
      const how = `at ${wish.ratePerS}/s`;
      const goals = wish.ratePerS > 500 ? { 99: "≤ 250" } : { 50: "≤ 20", 99: "≤ 150" };
      opened.push({ run: { how, ratePerS: wish.ratePerS, response, lateP99Ms, n, goals }, report });
      say(`at ${wish.ratePerS}/s: ${report.accepted} of ${report.sent}, ${latencyText(report)}`);
    }
    const kept: Check[] = [];
    for (const [door, reports] of taken) kept.push(await keptCheck(stack, door, reports));
    return {
      rows: [
        ...peakRows(finishes, requests * rounds),
        ...doors.map((door) => ({
          name: `${door.name}: broker and database`,
          unit: "CPU-µs a webhook",
          value: median(brokerCost.get(door) ?? []),
        })),
        ...opened.flatMap(({ run, report }) => openRows(run, report)),
      ],
      checks: kept,
      notes: opened.map(({ run }) => voidBecause(run)).filter((note) => note !== undefined),
      latencies: opened.map(({ run: { how, response: encoded } }): Latencies => {
        return { name: `webhook to 200 ${how}`, encoded };
      }),
    };
  } finally {
    generator.stop();
    for (const door of doors) await door.stop();
  }
};

function serversCpu({ kafkaPids, mongoPid }: RealStack): number {
  return cpuMicrosOfAll([...kafkaPids, mongoPid]);
}

function peakRows(finishes: readonly Finish[], n: number): Row[] {
  const [ours, ...others] = finishes;
  if (ours === undefined) return [];
  const unit = "CPU-µs a webhook";
  return [
    { name: "a webhook, gateway", unit, value: ours.cpuMicrosEach, n },
    { name: "peak, 16 connections", unit: "webhooks a second", value: 1e6 / ours.wallMicrosEach, n },
    ...others.map((other): Row => {
      const { median: ratio, range } = cheaper(ours, other);
      const goal = goals[other.name as Yardstick];
      return {
        name: other.name,
        unit,
        value: other.cpuMicrosEach,
        ratio,
        range,
        against: other.name,
        n,
        goal,
      };
    }),
  ];
}

function openRows(run: OpenRun, report: WebhookReport): Row[] {
  const { how } = run;
  const service = msAt(decoded({ encoded: report.service }), 99);
  return [
    ...latencyRows(run),
    { name: `${how}: p99 from the moment of writing`, unit: "ms", value: service, n: report.sent },
    { name: `${how}: most that waited for a connection`, unit: "webhooks", value: report.backlogMost },
  ];
}

async function keptCheck(stack: RealStack, door: Door, reports: readonly WebhookReport[]): Promise<Check> {
  const total = (of: "sent" | "accepted" | "refused" | "broken"): number =>
    reports.reduce((sum, report) => sum + report[of], 0);
  const accepted = total("accepted");
  const records = door.topic === undefined ? accepted : await recordsIn(stack.brokers, door.topic);
  return {
    name: `${door.name}: all were taken, and what was taken is in the topic once`,
    ok: accepted === total("sent") && records === accepted,
    detail: `${total("sent")} sent, ${accepted} accepted, ${total("refused")} refused, ${total("broken")} broken; ${records} records`,
  };
}

function latencyText(report: WebhookReport): string {
  const response = decoded({ encoded: report.response });
  return `p50 ${msAt(response, 50).toFixed(1)} ms, p99 ${msAt(response, 99).toFixed(1)} ms`;
}
