import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

export interface Finished {
  readonly code: number;
  readonly output: string;
}

/** Runs a program in the repository and gives its exit code with everything it printed. */
export function run(
  file: string,
  args: readonly string[],
  options: { quiet?: boolean } = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: root, env: process.env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => {
        output += chunk.toString();
        if (options.quiet !== true) process.stdout.write(chunk);
      });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/** A program of a locked dependency. */
export function tool(name: string): string {
  return `${root}node_modules/.bin/${name}`;
}
