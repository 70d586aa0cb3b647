import { readFileSync, rmSync } from "node:fs";
import { relative } from "node:path";
import { root, run, tool } from "./process.ts";

interface TestResult {
  readonly status: "passed" | "failed" | "skipped" | "pending" | "todo";
  readonly fullName: string;
  readonly failureMessages?: readonly string[];
}

interface FileResult {
  readonly name: string;
  readonly status: "passed" | "failed";
  readonly message?: string;
  readonly assertionResults: readonly TestResult[];
}

const report = `${root}.careline/test-report.json`;
rmSync(report, { force: true });
const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
const { code } = await run(tool("vitest"), ["run", ...reporters, ...process.argv.slice(2)]);

const files = readReport();
const tests = files.flatMap((file) => file.assertionResults);
const count = (status: TestResult["status"]): number => tests.filter((test) => test.status === status).length;
const passed = count("passed");
const skipped = tests.length - passed - count("failed");
// A file that could not be loaded has no tests to fail, and a run that crashed has no report at all.
const broken = files.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length;
const failed = count("failed") + broken + (code !== 0 && count("failed") + broken === 0 ? 1 : 0);

for (const file of files) {
  const left = file.assertionResults.filter((test) => test.status !== "passed" && test.status !== "failed");
  // The name of what is skipped says why.
  for (const { fullName } of left) console.log(`skipped: ${relative(root, file.name)}: ${fullName.trim()}`);
}
// Said last, where whoever reads only the end of a long log finds it.
for (const file of files.filter(({ status }) => status === "failed")) {
  const path = relative(root, file.name);
  const lost = file.assertionResults.filter(({ status }) => status === "failed");
  if (lost.length === 0) console.log(`failed: ${path}: ${firstLine(file.message)}`);
  for (const { fullName, failureMessages } of lost)
    console.log(`failed: ${path}: ${fullName.trim()}: ${firstLine(failureMessages?.[0])}`);
}
const onReal = files
  .filter((file) => file.name.endsWith(".real.test.ts"))
  .flatMap((file) => file.assertionResults)
  .filter((test) => test.status === "passed").length;
console.log(`${onReal} of them ran on a real Kafka or a real MongoDB`);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed === 0 ? 0 : 1);

function firstLine(text = "no reason given"): string {
  return text.split("\n", 1)[0] ?? "";
}

function readReport(): readonly FileResult[] {
  try {
    const { testResults } = JSON.parse(readFileSync(report, "utf8")) as {
      testResults: readonly FileResult[];
    };
    return testResults;
  } catch {
    return [];
  }
}
