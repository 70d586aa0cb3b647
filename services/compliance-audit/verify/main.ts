// careline-audit: verifies audit logs as a stranger would. This folder imports nothing but Node and trusts nothing but
// the files of a log: tiles, entry bundles, a checkpoint, and the key that must have signed it.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readSeen, writeSeen } from "./last-seen.ts";
import { codes, Refused } from "./refused.ts";
import { verifyLog } from "./verify-log.ts";

const help = `careline-audit verify [FOLDER] [options]

Checks every log in FOLDER (default .careline/data/audit) against its signed checkpoint, offline.

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
const [command, folder = ".careline/data/audit"] = positionals;
if (command !== "verify" || values.help === true) {
  console.log(help);
  process.exit(values.help === true ? codes.verified : codes.noLog);
}
process.exit(refusalOr(() => verifyAll(folder)));

function verifyAll(home: string): number {
  const seenFile = values["last-seen"] ?? join(home, "last-seen.json");
  const seen = readSeen(seenFile);
  const here = existsSync(home) ? readdirSync(home) : [];
  const logs = new Set([
    ...here.filter((name) => existsSync(join(home, name, "checkpoint"))),
    ...seen.keys(),
  ]);
  if (logs.size === 0) throw new Refused("noLog", `no audit log in ${home}`);
  const outcomes = [...logs].toSorted().map((log) =>
    refusalOr(() => {
      const last = seen.get(log);
      if (!existsSync(join(home, log, "checkpoint")))
        throw new Refused("inconsistent", `it had ${last?.size} entries, and is gone`);
      const staleMinutes = values.stale === undefined ? undefined : Number(values.stale);
      const { size, root, key, producers } = verifyLog(join(home, log), {
        key: values.key,
        last,
        staleMinutes,
      });
      seen.set(log, { size, root, key });
      console.log(`${log}: ${size} entries of ${producers} producers verified, root ${root}`);
      return codes.verified;
    }, `${log}: `),
  );
  writeSeen(seenFile, seen);
  return outcomes.find((code) => code !== codes.verified) ?? codes.verified;
}

function refusalOr(work: () => number, prefix = ""): number {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    console.error(`${prefix}${error.message}`);
    return error.code;
  }
}
