import { randomBytes } from "node:crypto";
import { cheaper, race } from "../core/race.ts";
import type { Finish } from "../core/race.ts";
import type { Check, Profile, Row, Suite } from "../suite.ts";
import { awsEncryptionSdk } from "./aws-encryption-sdk.ts";
import { flawOf, sealAndOpen } from "./field.ts";
import type { FieldCodec } from "./field.ts";
import { ours } from "./ours.ts";
import { rawCachedKey, rawDerived } from "./raw.ts";
import { eachAlone, wholeRecord } from "./record.ts";

interface Effort {
  readonly rounds: number;
  readonly operations: number;
  /** The SDK is so much slower that it is raced against ours apart, with fewer. */
  readonly slowOperations: number;
}

const efforts: Record<Profile, Effort> = {
  smoke: { rounds: 5, operations: 3_000, slowOperations: 100 },
  quick: { rounds: 9, operations: 6_000, slowOperations: 300 },
  full: { rounds: 15, operations: 20_000, slowOperations: 1_000 },
};
// Compiled first, measured then.
const warmUps = 3_000;
const sizes = [32, 256, 4_096] as const;
const unit = "CPU-µs, sealed and opened";

const [subject, derived, cachedKey, sdk] = [
  "ours",
  "createCipheriv, same derivation",
  "createCipheriv, one cached key",
  "AWS Encryption SDK, cached keys",
];

const goals: Readonly<Record<string, string>> = { [derived]: "≥ 0.85", [sdk]: "≥ 50" };

/** Sealing and opening a value, beside the bare primitives and the library that a team would take instead. */
export const phiSuite: Suite = async ({ profile, say }) => {
  const own = ours();
  const aws = await awsEncryptionSdk();
  const codecs = new Map<string, FieldCodec>([
    [subject, own.codec],
    [derived, rawDerived(own.context)],
    [cachedKey, rawCachedKey(own.context)],
  ]);
  const { rounds, operations, slowOperations } = efforts[profile];
  const rows: Row[] = [];
  const checks: Check[] = [];
  for (const size of sizes) {
    const plaintext = randomBytes(size);
    const racerOf = (name: string, codec: FieldCodec) => ({ name, run: sealAndOpen(codec, plaintext) });
    for (const [name, codec] of codecs) checks.push(await sound(`${name}, ${size} bytes`, codec, plaintext));
    const racers = [...codecs].map(([name, codec]) => racerOf(name, codec));
    for (const { run } of racers) await run(warmUps);
    rows.push(...rowsOf(`${size} bytes`, await race(racers, { rounds, operations })));
    if (aws.codec === undefined) continue;
    checks.push(await sound(`${sdk}, ${size} bytes`, aws.codec, plaintext));
    const slow = [racerOf(subject, own.codec), racerOf(sdk, aws.codec)];
    rows.push(...rowsOf(`${size} bytes`, await race(slow, { rounds, operations: slowOperations })).slice(1));
  }
  checks.push(await sound("a record", own.codec, wholeRecord));
  const record = [
    { name: subject, run: sealAndOpen(own.codec, wholeRecord) },
    { name: "ours, a box for each field", run: eachAlone(own.codec) },
  ];
  rows.push(...rowsOf("a record of 8 fields", await race(record, { rounds, operations })));
  await own.close();
  for (const { name, value, ratio } of rows) say(`${name}: ${value.toFixed(1)} µs${said(ratio)}`);
  const notes = ["Ratios are the yardstick's cost over ours, round by round: above 1 ours is cheaper."];
  if (aws.codec === undefined) notes.push(`AWS Encryption SDK: not measured: ${aws.why}`);
  return { rows, checks, notes };
};

/** Ours, then each yardstick with its cost over ours. */
function rowsOf(what: string, finishes: readonly Finish[]): Row[] {
  const [own, ...others] = finishes;
  if (own === undefined) return [];
  const rowOf = (finish: Finish): Row => {
    const n = finish.laps.reduce((sum, lap) => sum + lap.operations, 0);
    return { name: `${what}: ${finish.name}`, unit, value: finish.cpuMicrosEach, n };
  };
  const compared = others.map((other): Row => {
    const { median, range } = cheaper(own, other);
    const goal = goals[other.name];
    const against = `${other.name} ÷ ours`;
    return { ...rowOf(other), ratio: median, range, against, ...(goal !== undefined && { goal }) };
  });
  return [rowOf(own), ...compared];
}

async function sound(name: string, codec: FieldCodec, plaintext: Uint8Array): Promise<Check> {
  const flaw = await flawOf(codec, plaintext);
  const fine = "comes back as it was; with a byte changed it is refused";
  return { name: `sealed and opened: ${name}`, ok: flaw === undefined, detail: flaw ?? fine };
}

function said(ratio: number | undefined): string {
  return ratio === undefined ? "" : ` (${ratio.toFixed(2)} × ours)`;
}
