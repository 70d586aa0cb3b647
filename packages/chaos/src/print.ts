import { type Outcome, problemsOf } from "./check/outcome.ts";
import type { Facts } from "./check/facts.ts";
import { percentile } from "./check/percentile.ts";
import type { Recovery } from "./check/recovery.ts";

/** The bound that n clean trials put on a rate, 19 times of 20: the rule of three. */
export function zero(count: number, n: number): string {
  if (count > 0 || n === 0) return `${count} of ${n}`;
  return `0 of ${n} (below ${((3 / n) * 100).toPrecision(2)} %)`;
}

/** The table of a run. */
export function printOutcome(outcome: Outcome, out: (line: string) => void): void {
  const { verdict, fates, report, audit, audited, canary, kills } = outcome;
  const { answers, twice, reminders, recoveries, undelivered } = verdict;
  const latencies = answers.latencies.map(({ ms }) => ms);
  const at = (percent: number) => Math.round(percentile(latencies, percent) ?? 0);
  const rows: readonly (readonly [string, string])[] = [
    ["seed", String(outcome.seed)],
    [
      "load",
      `${report.asked} messages of ${answers.patients} patients in ${report.posts} posts; generator late by p50 ${report.lateness.p50} ms, p99 ${report.lateness.p99} ms`,
    ],
    ["kills", `${kills}; ${outcome.failedStarts} starts came to nothing and were tried again`],
    ["blows", counted(blowsOf(verdict.facts))],
    ["L lost", zero(answers.lost - outcome.explained, answers.messages)],
    ["  given up, explained", counted(fates.unsaid)],
    [
      "  not delivered",
      `${undelivered.length}, of which WhatsApp told ${undelivered.filter(({ isTold }) => isTold).length}`,
    ],
    ["D said twice", zero(twice.twice + answers.extra, twice.sends)],
    ["  in the promised case", `${twice.silent}: no status had come in the time it is waited for`],
    ["O out of order", `${zero(answers.disordered, answers.patients)} patients`],
    ["U open fates", counted(fates.uncertain)],
    ["  no end", zero(fates.unsettled, fates.intents)],
    [
      "reminders",
      `${zero(reminders.missed + reminders.extra + reminders.early, reminders.due)} wrong; ${zero(reminders.doubleBooked, reminders.visits)} visits double booked`,
    ],
    ["  by other channels", saidElsewhere(verdict.facts)],
    ["photos not stored", zero(outcome.files.missing, outcome.files.sent)],
    ["A audit", audit.text],
    ["  sends not in it", zero(audited.missing.length, audited.sends)],
    [
      "P canary",
      `${canary.findings.length} found: ${canary.tokens} tokens × ${canary.encodings} encodings over ${(canary.bytes / 1e6).toFixed(0)} MB; planted ${canary.planted}, of which found ${canary.found}`,
    ],
    ["answers", `p50 ${at(50)} ms, p99 ${at(99)} ms, longest ${at(100)} ms`],
    ["R seconds to normal", `${recovered(recoveries)}; normal: p99 up to ${Math.round(verdict.normalMs)} ms`],
  ];
  for (const [name, value] of rows) out(`${name.padEnd(24)}${value}`);
  for (const [index, { patient, expected, got }] of answers.examples.entries())
    out(`  example ${index + 1}: ${patient}\n    expected ${expected}\n    got      ${got}`);
  for (const example of twice.examples) out(`  said twice: ${example}`);
  for (const finding of canary.findings.slice(0, 10)) out(`  in clear: ${finding}`);
  for (const end of outcome.unordered) out(`  ended by itself: ${end}`);
  for (const problem of problemsOf(outcome)) out(`✗ ${problem}`);
}

/** By fault, how often something was broken. */
function blowsOf({ blows }: Facts): ReadonlyMap<string, number> {
  const struck = blows.filter(({ type }) => type === "struck");
  return new Map([...Map.groupBy(struck, ({ fault }) => fault)].map(([fault, all]) => [fault, all.length]));
}

function saidElsewhere({ taken }: Facts): string {
  const by = (name: string) => taken.filter(({ channel }) => channel === name).length;
  return `${by("sms")} said by SMS, ${by("email")} by e-mail`;
}

function counted(counts: ReadonlyMap<string, number>): string {
  const all = [...counts].map(([what, count]) => `${count} × ${what}`).join("; ");
  return all === "" ? "none" : all;
}

function recovered(recoveries: readonly Recovery[]): string {
  const times = recoveries.flatMap(({ seconds }) => seconds ?? []);
  const never = recoveries.length - times.length;
  if (recoveries.length === 0) return "nothing was broken";
  const at = (percent: number) => percentile(times, percent)?.toFixed(1) ?? "-";
  const rest = never === 0 ? "" : `, ${never} not within the run`;
  return `p50 ${at(50)}, p95 ${at(95)}, longest ${at(100)} after all was back, n ${recoveries.length} episodes${rest}`;
}
