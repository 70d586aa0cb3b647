import { parseArgs } from "node:util";
import { Fault } from "@careline/faults";

/** A program of the real stack, as the commands need it. */
export interface RealProgram {
  readonly name: "Kafka" | "MongoDB";
  /** Its setting and address, as a line for an environment file; undefined where it does not run. */
  running(): Promise<string | undefined>;
  start(port: number): Promise<string>;
  /** False where there was nothing to stop. */
  stop(): Promise<boolean>;
}

export interface InfraSay {
  /** For scripts: addresses and states. */
  out(line: string): void;
  /** For people: progress and problems. */
  note(line: string): void;
}

const usage = "npm run infra -- up [--kafka-port N] [--mongodb-port N] | status | down";

/** Carries out one command; the answer is the exit code. Doing it twice is harmless. */
export async function infra(
  argv: readonly string[],
  programs: readonly RealProgram[],
  say: InfraSay,
): Promise<number> {
  const { command, ports } = read(argv);
  const outcomes = await Promise.allSettled(
    programs.map(async (program) => {
      switch (command) {
        case "up":
          return up(program, ports[program.name], say);
        case "status":
          return (await program.running()) ?? `# ${program.name} does not run`;
        case "down":
          return (await program.stop()) ? `# ${program.name} is stopped` : `# ${program.name} did not run`;
        default:
          return command satisfies never;
      }
    }),
  );
  for (const outcome of outcomes) if (outcome.status === "fulfilled") say.out(outcome.value);
  const failures = outcomes.filter((outcome) => outcome.status === "rejected");
  for (const { reason } of failures) say.note(reason instanceof Fault ? reason.message : String(reason));
  return failures.length === 0 ? 0 : 1;
}

async function up(program: RealProgram, port: number, say: InfraSay): Promise<string> {
  const address = await program.running();
  if (address !== undefined) return address;
  say.note(`starting ${program.name}`);
  return program.start(port);
}

function read(argv: readonly string[]) {
  const { values, positionals } = parse(argv);
  const [command, ...rest] = positionals;
  if ((command !== "up" && command !== "status" && command !== "down") || rest.length > 0) throw misused();
  const ports = { Kafka: Number(values["kafka-port"]), MongoDB: Number(values["mongodb-port"]) };
  for (const port of Object.values(ports))
    if (!Number.isInteger(port) || port < 1 || port > 65_535) throw misused();
  return { command, ports } as const;
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        "kafka-port": { type: "string", default: "9092" },
        "mongodb-port": { type: "string", default: "27017" },
      },
    });
  } catch (cause) {
    throw misused(cause);
  }
}

function misused(cause?: unknown): Fault {
  return new Fault("invalid", usage, { cause });
}
