import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { Fault } from "@careline/faults";

export interface Args {
  readonly fresh: boolean;
  readonly real: boolean;
  /** The first of eight ports in a row; 0 takes free ones. */
  readonly port: number;
  readonly data: string | undefined;
  /** Kill the house under load instead of playing the journey; demo only. */
  readonly storm: boolean;
  /** Repeats a storm. */
  readonly seed: number | undefined;
  /** A story of the channel, instead of the journey; demo only. */
  readonly scenario: string | undefined;
}

export const usage = `npm start [-- options]
  --fresh      forget what an earlier start kept
  --real       a real Kafka and a real MongoDB instead of the embedded ones
  --port N     the first of eight ports in a row (default 4800)
  --data DIR   where to keep data (default .careline/data)

npm run demo [-- options], the same and
  --storm      200 conversations while the house is killed again and again; nothing may be lost or said twice
  --seed N     the same storm again
  --scenario S a story of the channel: rash-photo, voice-note, template-rejected, tier-250, number-rate-limited, sms-fallback`;

/** Reads the options of `npm start` and `npm run demo`; Fault("invalid") says in one line what is wrong. */
export function readArgs(argv: readonly string[], defaultPort: number): Args {
  const { values } = parse(argv);
  if (values.help === true) {
    console.log(usage);
    process.exit(0);
  }
  const port = Number(values.port ?? defaultPort);
  if (!Number.isInteger(port) || port < 0 || port > 65_528)
    throw new Fault("invalid", "--port takes a number from 1 to 65528");
  const data = values.data === undefined ? undefined : resolve(values.data);
  const seed = values.seed === undefined ? undefined : Number(values.seed);
  if (seed !== undefined && !Number.isInteger(seed))
    throw new Fault("invalid", "--seed takes a whole number");
  const { fresh = false, real = false, storm = false, scenario } = values;
  return { fresh, real, port, data, storm, seed, scenario };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        fresh: { type: "boolean" },
        real: { type: "boolean" },
        port: { type: "string" },
        data: { type: "string" },
        storm: { type: "boolean" },
        seed: { type: "string" },
        scenario: { type: "string" },
        help: { type: "boolean" },
      },
    });
  } catch (cause) {
    throw new Fault("invalid", `${cause instanceof Error ? cause.message : "wrong options"}\n\n${usage}`, {
      cause,
    });
  }
}
