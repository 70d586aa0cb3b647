import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Fault } from "@careline/faults";
import { readArgs } from "./args.ts";
import { type House, startHouse } from "./house.ts";
import { forgetLocalFile, writeLocalFile } from "./local-file.ts";

const startedAt = performance.now();
const home = fileURLToPath(new URL("../../../.careline", import.meta.url));
const localFile = join(home, "local.json");

try {
  const args = readArgs(process.argv.slice(2), 4_800);
  const house = await startHouse({ ...args, data: args.data ?? join(home, "data") });
  for (const path of [localFile, join(house.local.data, "local.json")]) writeLocalFile(path, house.local);
  tell(house);
  stopOnRequest(house);
} catch (error) {
  if (!(error instanceof Fault)) throw error;
  console.error(`careline: ${error.message}`);
  process.exit(1);
}

function tell({ local, clock }: House): void {
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  const megabytes = Math.round(process.memoryUsage().rss / 1_048_576);
  console.log(`
  Careline is ready (${seconds} s, ${megabytes} MB)

  Phone      ${local.phone}      write "Hola, quiero una cita" or "I need an appointment"
  Gateway    ${local.gateway}
  Scripts    .careline/local.json

  Its clock says ${clock.now().toISOString()}. Ctrl-C ends it; the next start finds everything again.
`);
}

// Ctrl-C or a service manager. Where the process that started this one was killed, this one ends just as it did.
function stopOnRequest(house: House): void {
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    console.log("careline: stopping");
    const force = setTimeout(() => process.exit(1), 9_000);
    await house.stop();
    clearTimeout(force);
    forgetLocalFile(localFile);
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop());
  process.on("disconnect", () => stopping || process.exit(1));
}
