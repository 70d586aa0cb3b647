import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("main.ts", import.meta.url));

interface Outcome {
  readonly code: number;
  readonly said: string;
}

export const runVerify = (...args: readonly string[]): Promise<Outcome> => runAudit("verify", ...args);

/** Runs the verifier as a stranger would, as a process of its own. */
export function runAudit(...args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...args], (error, stdout, stderr) => {
      resolve({
        code: typeof error?.code === "number" ? error.code : error === null ? 0 : -1,
        said: `${stdout}${stderr}`,
      });
    });
  });
}
