import { appendFileSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { LogOptions } from "@careline/runtime";

const { stdout, stderr } = process;
const onTerminal = stdout.write.bind(stdout);

/** Prints a line of the demo's own: the chat is meant to be read, so it is no log. */
export function tell(line = ""): void {
  onTerminal(`${line}\n`);
}

/**
 * Keeps in a file all that anybody but the demo prints, from now on: what must be free of patient data. The terminal
 * gets it as before.
 */
export function keepOutput(path: string): LogOptions {
  mkdirSync(dirname(path), { recursive: true });
  for (const stream of [stdout, stderr]) {
    const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
    stream.write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
      appendFileSync(path, chunk);
      return write(chunk, ...rest);
    };
  }
  // All levels are kept; a person needs to see only what went wrong.
  const destination = {
    write(line: string) {
      if (/"level":"(?:warn|error)"/.test(line)) stdout.write(line);
      else appendFileSync(path, line);
    },
  };
  return { level: "debug", destination };
}
