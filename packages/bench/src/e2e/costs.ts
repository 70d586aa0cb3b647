import { median, ratioOf } from "../core/race.ts";
import type { Row } from "../suite.ts";
import { type Cpu, sum } from "../core/window.ts";
import type { Measured } from "./measure.ts";

/** What one subject's rounds cost. */
export interface Costs {
  readonly name: string;
  readonly idle: Cpu;
  /** Answers only, and answers with their statuses: the same number of rounds of each. */
  readonly bare: readonly Measured[];
  readonly whole: readonly Measured[];
  readonly isService: (name: string) => boolean;
}

const perMessage = "CPU-µs a message";

/** CPU-µs that the services used for an answer, idling included, round by round. */
export function answerCosts({ bare, isService }: Costs): readonly number[] {
  return bare.map(({ cpu, report }) => sum(cpu, isService) / report.answered);
}

/** CPU-µs that the services used for a status: what an answer costs more with three of them than without. */
export function statusCosts(costs: Costs): readonly number[] {
  const bare = answerCosts(costs);
  return costs.whole.map(({ cpu, report }, round) => {
    const whole = sum(cpu, costs.isService) / report.answered;
    return (whole - (bare[round] ?? 0)) / (report.statuses / report.answered);
  });
}

export function rowsOf(house: Costs, typical: Costs | undefined): Row[] {
  return [
    compared("an answer, five services", perMessage, [answerCosts(house), typical && answerCosts(typical)], {
      n: answered(house.bare),
      goal: "≤ 900, ≥ 4 × typical",
    }),
    { name: "of that, idling", unit: perMessage, value: idlePart(house), n: answered(house.bare) },
    compared(
      "a status, five services",
      "CPU-µs a status",
      [statusCosts(house), typical && statusCosts(typical)],
      {
        n: house.whole.reduce((n, { report }) => n + report.statuses, 0),
        goal: "≤ 250",
      },
    ),
    ...[house, ...(typical ? [typical] : [])].flatMap((costs) => processRows(costs)),
  ];
}

type Pair = readonly [ours: readonly number[], theirs: readonly number[] | undefined];

function compared(name: string, unit: string, [ours, theirs]: Pair, rest: Partial<Row>): Row {
  const row: Row = { name, unit, value: median(ours), ...rest };
  if (theirs === undefined) return row;
  const { median: ratio, range } = ratioOf(theirs.map((cost, round) => cost / (ours[round] ?? Number.NaN)));
  return { ...row, ratio, range, against: "typical" };
}

function processRows({ name: subject, bare, idle, isService }: Costs): Row[] {
  const names = [...(bare[0]?.cpu.keys() ?? [])];
  const each = names.map((name) => ({
    name: `${subject}: ${name}`,
    unit: perMessage,
    value: median(bare.map(({ cpu, report }) => (cpu.get(name) ?? 0) / report.answered)),
    n: answered(bare),
  }));
  const rates = bare.map(({ report }) => (report.answered * 1_000) / report.wallMs);
  return [
    ...each,
    {
      name: `${subject}: idling, its services`,
      unit: "CPU-ms a second",
      value: sum(idle, isService) / 1_000,
    },
    { name: `${subject}: peak`, unit: "messages a second", value: median(rates), n: answered(bare) },
  ];
}

function idlePart({ bare, idle, isService }: Costs): number {
  const microsPerMs = sum(idle, isService) / 1_000;
  return median(bare.map(({ windowMs, report }) => (microsPerMs * windowMs) / report.answered));
}

function answered(rounds: readonly Measured[]): number {
  return rounds.reduce((n, { report }) => n + report.answered, 0);
}
