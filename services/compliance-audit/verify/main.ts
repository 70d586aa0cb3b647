// careline-audit: verifies audit logs as a stranger would. This folder imports nothing but Node and trusts nothing but
// the files of a log: tiles, entry bundles, a checkpoint, and the key that must have signed it.
import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { checkProof, prove } from "./proof.ts";
import { readSeen, writeSeen } from "./last-seen.ts";
import { codes, Refused } from "./refused.ts";
import { readText, verifyLog } from "./verify-log.ts";

const help = `careline-audit verify [FOLDER] [options]

Checks every log in FOLDER (default .careline/data/audit) against its signed checkpoint, offline.

careline-audit prove LOG EVENT_ID                 prints a proof (C2SP tlog-proof) that the event is in the log, a folder
careline-audit check-proof FILE --key LINE        checks such a proof, offline, and prints what it proves

  --key LINE          the verifier key to trust instead of the one seen last, or the folder's own verifier.key
  --last-seen FILE    the heads and keys that you saw last; kept there for the next time (default
                      FOLDER/last-seen.json: keep it elsewhere, out of reach of whoever writes the log)
  --stale MINUTES     refuse a log whose newest entry is older

Exit codes: 0 verified, 1 no such log, 2 bad signature, 3 root mismatch, 4 inconsistent with the last seen head,
5 gap in a producer's numbers, 6 stale`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    key: { type: "string" },
    "last-seen": { type: "string" },
    stale: { type: "string" },
    help: { type: "boolean" },
  },
});
const [command, target = "", eventId = ""] = positionals;
process.exit(await refusalOr(run));

async function run(): Promise<number> {
  switch (values.help === true ? "help" : (command ?? "help")) {
    case "verify":
      return verifyAll(target === "" ? ".careline/data/audit" : target);
    case "prove":
      process.stdout.write(prove(target, eventId));
      return codes.verified;
    case "check-proof": {
      if (values.key === undefined)
        throw new Refused("badSignature", "--key says whom to trust, and is missing");
      const { entry, index, size } = checkProof(readText(dirname(target), basename(target)), values.key);
      console.log(`entry ${index} of ${size}:\n${entry}`);
      return codes.verified;
    }
    default:
      console.log(help);
      return values.help === true ? codes.verified : codes.noLog;
  }
}

async function verifyAll(home: string): Promise<number> {
  const seenFile = values["last-seen"] ?? join(home, "last-seen.json");
  const seen = readSeen(seenFile);
  const here = existsSync(home) ? readdirSync(home) : [];
  const logs = new Set([
    ...here.filter((name) => existsSync(join(home, name, "checkpoint"))),
    ...seen.keys(),
  ]);
  if (logs.size === 0) throw new Refused("noLog", `no audit log in ${home}`);
  const outcomes: number[] = [];
  for (const log of [...logs].toSorted()) {
    const outcome = await refusalOr(async () => {
      const last = seen.get(log);
      if (!existsSync(join(home, log, "checkpoint")))
        throw new Refused("inconsistent", `it had ${last?.size} entries, and is gone`);
      const staleMinutes = values.stale === undefined ? undefined : Number(values.stale);
      const { size, root, key, producers } = await verifyLog(join(home, log), {
        key: values.key,
        last,
        staleMinutes,
      });
      seen.set(log, { size, root, key });
      console.log(`${log}: ${size} entries of ${producers} producers verified, root ${root}`);
      return codes.verified;
    }, `${log}: `);
    outcomes.push(outcome);
  }
  writeSeen(seenFile, seen);
  return outcomes.find((code) => code !== codes.verified) ?? codes.verified;
}

async function refusalOr(work: () => Promise<number>, prefix = ""): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    console.error(`${prefix}${error.message}`);
    return error.code;
  }
}
