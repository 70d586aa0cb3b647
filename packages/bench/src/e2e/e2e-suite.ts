import { latencyRows, type OpenRun, voidBecause } from "../load/latency-rows.ts";
import { type RealStack, sharedStack } from "../stack/real-stack.ts";
import type { Check, Suite } from "../suite.ts";
import { type Costs, rowsOf } from "./costs.ts";
import { houseSubject } from "./house-subject.ts";
import type { LoadReport, LoadWish } from "./load-report.ts";
import { type Cpu, idleCpu } from "../core/window.ts";
import { measure, type Measured } from "./measure.ts";
import { entrance } from "./script.ts";
import type { Subject } from "./subject.ts";
import { typicalSubject } from "./typical-subject.ts";

// Sixteen numbers, because one may send 80 messages a second at most.
const clinics = 16;
const sizes = {
  smoke: { rounds: 1, contacts: 48, messages: 200, inFlight: 32, ratePerS: 50, seconds: 2 },
  quick: { rounds: 3, contacts: 200, messages: 1_000, inFlight: 64, ratePerS: 100, seconds: 10 },
  full: { rounds: 5, contacts: 1_000, messages: 5_000, inFlight: 64, ratePerS: 100, seconds: 60 },
} as const;

/** From webhook to reply: what it costs, what a status costs, how long it takes; beside it the typical stack. */
export const e2eSuite: Suite = async ({ profile, say, against }) => {
  const size = sizes[profile];
  const stack = await sharedStack();
  if (stack === undefined)
    return { rows: [], checks: [], notes: ["needs a real Kafka and MongoDB: skipped"] };
  const careline = await houseSubject(stack, { contacts: size.contacts, clinics });
  const subjects: Subject[] = [careline];
  try {
    if (against?.includes("typical") ?? true)
      subjects.push(await typicalSubject(stack, { contacts: size.contacts, clinics }));
    const checks: Check[] = [careline.shown];
    const runs = new Map<string, { idle: Cpu; bare: Measured[]; whole: Measured[] }>();
    const load = async (subject: Subject, idle: Cpu, what: string, wish: LoadWish): Promise<Measured> => {
      const measured = await measure(subject.outside, allPids(subject, stack), idle, wish);
      say(`${subject.name}, ${what}: ${summary(measured)}`);
      checks.push(checkOf(measured.report, `${subject.name}, ${what}`));
      return measured;
    };
    for (const subject of subjects) {
      await warmUp(subject, size, say);
      runs.set(subject.name, { idle: await idleCpu(allPids(subject, stack), 2), bare: [], whole: [] });
    }
    const { inFlight, messages } = size;
    for (let round = 0; round < size.rounds; round += 1)
      for (const subject of round % 2 === 0 ? subjects : subjects.toReversed()) {
        const run = runs.get(subject.name);
        if (run === undefined) continue;
        const wish = { kind: "closed", inFlight, messages } as const;
        run.bare.push(await load(subject, run.idle, "answers", { ...wish, statuses: false }));
        run.whole.push(await load(subject, run.idle, "with statuses", { ...wish, statuses: true }));
      }
    const opened: OpenRun[] = [];
    for (const subject of subjects) {
      const { ratePerS, seconds } = size;
      const wish = { kind: "open", ratePerS, seconds, statuses: true } as const;
      const idle = runs.get(subject.name)?.idle ?? new Map<string, number>();
      const { report } = await load(subject, idle, `at ${ratePerS}/s`, wish);
      opened.push(openRunOf(subject, ratePerS, report));
    }
    const costs: Costs[] = subjects.flatMap(({ name, pids }) => {
      const run = runs.get(name);
      return run === undefined ? [] : [{ name, ...run, isService: (process: string) => pids.has(process) }];
    });
    const [house, typical] = costs;
    return {
      rows: [
        ...(house === undefined ? [] : rowsOf(house, typical)),
        ...opened.flatMap((run) => latencyRows(run)),
      ],
      checks,
      latencies: opened.map(({ how, response }) => ({ name: how, encoded: response })),
      notes: opened.map(voidBecause).filter((note) => note !== undefined),
    };
  } finally {
    for (const subject of subjects) await subject.stop();
  }
};

async function warmUp(
  { name, outside }: Subject,
  { contacts, messages, inFlight }: (typeof sizes)[keyof typeof sizes],
  say: (line: string) => void,
): Promise<void> {
  const enter = contacts * entrance.length + messages / 2;
  const { answered, wallMs } = await outside.load({
    kind: "closed",
    inFlight,
    messages: enter,
    statuses: true,
  });
  say(`${name}, warming up: ${answered} of ${enter} answered in ${Math.round(wallMs)} ms`);
}

function allPids({ pids }: Subject, { kafkaPids, mongoPid }: RealStack): ReadonlyMap<string, number> {
  const kafka = kafkaPids.map((pid, index) => [index === 0 ? "kafka" : `kafka ${index + 1}`, pid] as const);
  return new Map([...pids, ...kafka, ["mongod", mongoPid]]);
}

function openRunOf({ name }: Subject, ratePerS: number, report: LoadReport): OpenRun {
  const { response, lateP99Ms, answered: n } = report;
  const goals = { 50: "≤ 60", 99: "≤ 400" };
  const how = `${name}, webhook to reply at ${ratePerS}/s`;
  return { how, ratePerS, response, lateP99Ms, n, ...(name === "careline" && { goals }) };
}

function checkOf(report: LoadReport, how: string): Check {
  const { messages, answered, surplus, wrong, refused } = report;
  return {
    name: `${how}: every message answered once, in order`,
    ok: answered === messages && surplus === 0 && wrong === 0 && refused === 0,
    detail: `${answered} of ${messages} answered, ${surplus} twice, ${wrong} out of order, ${refused} refused`,
  };
}

function summary({ report, cpu, windowMs }: Measured): string {
  const each = [...cpu].map(([name, micros]) => `${name} ${Math.round(micros / report.answered)}`);
  if (report.answered === 0) return `nothing answered, ${report.refused} webhooks refused`;
  const rate = Math.round((report.answered * 1_000) / report.wallMs);
  return `${report.answered} answered, ${rate}/s, ${Math.round(windowMs)} ms; CPU-µs each: ${each.join(", ")}`;
}
