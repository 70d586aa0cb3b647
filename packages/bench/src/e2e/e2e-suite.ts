import { decoded, msAt } from "../core/histogram.ts";
import { startHouseProcesses } from "../stack/house.ts";
import { sharedStack } from "../stack/real-stack.ts";
import type { Check, Row, Suite } from "../suite.ts";
import type { LoadReport } from "./load-report.ts";
import { idleMicros, measure, type Measured, sum } from "./measure.ts";
import { startOutside } from "./outside.ts";
import { entrance } from "./script.ts";

// Eight numbers, because one may send 80 messages a second at most.
const clinics = 8;
const sizes = {
  smoke: { contacts: 50, messages: 150, inFlight: 16, ratePerS: 50, seconds: 3 },
  quick: { contacts: 100, messages: 600, inFlight: 32, ratePerS: 100, seconds: 10 },
  full: { contacts: 1_000, messages: 10_000, inFlight: 32, ratePerS: 100, seconds: 60 },
} as const;

export const e2eSuite: Suite = async ({ profile, say }) => {
  const { contacts, messages, inFlight, ratePerS, seconds } = sizes[profile];
  const stack = await sharedStack();
  if (stack === undefined) return { rows: [], checks: [], notes: ["e2e needs a real Kafka and MongoDB"] };
  const house = await startHouseProcesses(stack, { clinics });
  const outside = await startOutside({
    gateway: { ...house.gateway, path: "/webhooks/whatsapp" },
    graphPort: house.graphPort,
    appSecret: house.secrets.appSecret,
    contacts,
    clinics,
    strict: true,
  });
  try {
    const services = new Map([...house.children].map(([name, { pid }]) => [name as string, pid]));
    const pids = new Map([
      ...services,
      ...stack.kafkaPids.map((pid, index) => [`kafka ${index + 1}`, pid] as const),
      ["mongod", stack.mongoPid] as const,
    ]);
    const enter = { kind: "closed", inFlight, messages: contacts * entrance.length, statuses: true } as const;
    const warmUp = await outside.load(enter);
    say(`${warmUp.answered} of ${warmUp.messages} answered in ${Math.round(warmUp.wallMs)} ms to warm up`);
    const idle = await idleMicros(pids, 2);
    const ask = async (name: string, wish: Parameters<typeof measure>[2]): Promise<Measured> => {
      const measured = await measure(outside, pids, wish, idle);
      say(`${name}: ${summary(measured)}`);
      return measured;
    };
    const bare = await ask("statuses off", { kind: "closed", inFlight, messages, statuses: false });
    const whole = await ask("statuses on", { kind: "closed", inFlight, messages, statuses: true });
    const open = await ask("open loop", { kind: "open", ratePerS, seconds, statuses: true });
    return {
      rows: [
        ...cpuRows("closed loop", bare, services),
        ...statusRows(bare, whole, services),
        ...latencyRows(`at ${ratePerS}/s`, open.report),
        { name: "idle, all processes", unit: "CPU-µs a second", value: idle },
      ],
      checks: [bare, whole, open].flatMap(({ report }, index) =>
        checksOf(report, ["statuses off", "statuses on", "open loop"][index] ?? ""),
      ),
      latencies: [{ name: `webhook to reply at ${ratePerS}/s`, encoded: open.report.response }],
    };
  } finally {
    outside.stop();
    await house.stop();
  }
};

function cpuRows(how: string, { report, cpuMicros }: Measured, services: ReadonlyMap<string, number>): Row[] {
  const n = report.answered;
  const each = [...cpuMicros].map(([name, cpu]) => ({
    name: `${how}: ${name}`,
    unit: "CPU-µs a message",
    value: cpu / n,
    n,
  }));
  const own = sum(new Map([...cpuMicros].filter(([name]) => services.has(name))));
  return [
    {
      name: `${how}: five services`,
      unit: "CPU-µs a message",
      value: own / n,
      n,
      goal: "≤ 900",
    },
    ...each,
    { name: `${how}: rate`, unit: "messages a second", value: (n * 1_000) / report.wallMs, n },
  ];
}

function statusRows(bare: Measured, whole: Measured, services: ReadonlyMap<string, number>): Row[] {
  const own = ({ report, cpuMicros }: Measured): number =>
    sum(new Map([...cpuMicros].filter(([name]) => services.has(name)))) / report.answered;
  const perMessage = whole.report.statuses / whole.report.answered;
  return [
    {
      name: "a status webhook: five services",
      unit: "CPU-µs a status",
      value: (own(whole) - own(bare)) / perMessage,
      n: whole.report.statuses,
      goal: "≤ 250",
    },
  ];
}

function latencyRows(how: string, report: LoadReport): Row[] {
  const response = decoded({ encoded: report.response });
  const n = report.answered;
  return [50, 99].map((percentile) => ({
    name: `${how}: webhook to reply, p${percentile}`,
    unit: "ms",
    value: msAt(response, percentile),
    n,
    goal: percentile === 50 ? "≤ 60" : "≤ 400",
  }));
}

function checksOf(report: LoadReport, how: string): Check[] {
  const { messages, answered, surplus, wrong, refused } = report;
  return [
    {
      name: `${how}: every message answered once, in order`,
      ok: answered === messages && surplus === 0 && wrong === 0 && refused === 0,
      detail: `${answered} of ${messages} answered, ${surplus} twice, ${wrong} out of order, ${refused} refused`,
    },
    {
      name: `${how}: the generator came in time`,
      ok: report.lateP99Ms <= 1,
      detail: `${report.lateP99Ms.toFixed(2)} ms late at p99`,
    },
  ];
}

function summary({ report, cpuMicros }: Measured): string {
  const each = [...cpuMicros].map(([name, cpu]) => `${name} ${Math.round(cpu / report.answered)}`);
  return `${report.answered} answered, ${Math.round((report.answered * 1_000) / report.wallMs)}/s; CPU-µs each: ${each.join(", ")}`;
}
