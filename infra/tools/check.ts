import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkSizes } from "./file-sizes.ts";
import { type Finished, root, run, tool } from "./process.ts";

interface Check {
  readonly name: string;
  run(): Promise<Finished>;
}

const generated = "packages/contracts/src/gen";
const quiet = { quiet: true };

const checks: readonly Check[] = [
  { name: "format", run: () => run(tool("oxfmt"), ["--check", "."], quiet) },
  {
    name: "lint, types of promises and switches, layers, cycles",
    run: () =>
      run(tool("oxlint"), ["--type-aware", "--deny-warnings", "packages", "services", "infra"], quiet),
  },
  { name: "types", run: () => run(tool("turbo"), ["run", "typecheck", "--output-logs=errors-only"], quiet) },
  { name: "types of the tools", run: () => run(tool("tsc"), ["-p", "infra/tools"], quiet) },
  { name: "package boundaries", run: () => run(tool("turbo"), ["boundaries"], quiet) },
  { name: "contracts: style", run: () => run(tool("buf"), ["lint"], quiet) },
  { name: "contracts: format", run: () => run(tool("buf"), ["format", "--diff", "--exit-code"], quiet) },
  {
    name: "contracts: nothing broken since the last release",
    run: () =>
      run(tool("buf"), ["breaking", "--exclude-imports", "--against", "proto/released.binpb"], quiet),
  },
  { name: "contracts: generated code is fresh", run: generatedIsFresh },
  { name: "dead code and dependencies", run: () => run(tool("knip"), ["--no-progress"], quiet) },
  { name: "file sizes", run: checkSizes },
];

let failed = 0;
for (const check of checks) {
  const startedAt = performance.now();
  const { code, output } = await check.run();
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  console.log(`${code === 0 ? "ok    " : "FAILED"} ${check.name} (${seconds} s)`);
  if (code !== 0) {
    failed += 1;
    console.log(output.trim().replaceAll(/^/gm, "       "));
  }
}
console.log(
  failed === 0 ? `all ${checks.length} checks passed` : `${failed} of ${checks.length} checks failed`,
);
process.exit(failed === 0 ? 0 : 1);

async function generatedIsFresh(): Promise<Finished> {
  const before = digest();
  const made = await run(tool("buf"), ["generate"], quiet);
  if (made.code !== 0) return made;
  const same = digest() === before;
  return { code: same ? 0 : 1, output: `${generated} was not what proto/ generates; it is now: commit it` };
}

function digest(): string {
  const hash = createHash("sha256");
  const files = readdirSync(join(root, generated), { recursive: true, withFileTypes: true });
  for (const file of files
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort())
    hash.update(file).update(readFileSync(file));
  return hash.digest("hex");
}
