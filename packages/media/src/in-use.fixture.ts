import { setImmediate as turn } from "node:timers/promises";

/** Memory in use, in bytes, without what nobody needs any more: of buffers that is known only a turn after they are gone. */
export async function inUse(): Promise<number> {
  globalThis.gc?.();
  await turn();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
