import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Finished, root, run } from "./process.ts";

const mostLines = 250;

/** A file near 250 lines holds two ideas. Generated code and data are not read by people. */
export async function checkSizes(): Promise<Finished> {
  const listed = await run("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    quiet: true,
  });
  const sources = listed.output
    .split("\n")
    .filter((path) => /\.(ts|tsx|mjs|js|css|html|proto)$/.test(path) && !path.includes("/gen/"));
  const sizes = sources.map((path) => ({ path, lines: countLines(path) })).filter(({ lines }) => lines > 0);
  const tooLong = sizes.filter(({ lines }) => lines > mostLines);
  const sorted = sizes.map(({ lines }) => lines).sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const rows = tooLong.map(({ path, lines }) => `${path}: ${lines} lines`);
  if (median > 60) rows.push(`the median file has ${median} lines, more than 60`);
  return { code: rows.length === 0 ? 0 : 1, output: rows.join("\n") };
}

function countLines(path: string): number {
  try {
    return readFileSync(join(root, path), "utf8").split("\n").length - 1;
  } catch {
    return 0;
  }
}
