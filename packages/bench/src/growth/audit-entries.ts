import { growLog } from "../audit/grown-logs.ts";
import type { Place } from "../audit/appending.ts";
import { cpuMicrosOf } from "../core/cpu.ts";
import type { Kind } from "./lap.ts";

/** Entries heard, appended and sealed a batch at a time, as compliance-audit does, in logs of different sizes. */
export function auditEntries({ uri, folder, mongoPid }: Place, operations: number): Kind {
  return {
    operation: "an audit entry appended",
    stored: "entries",
    async fill(size) {
      const { log } = await growLog({ uri, folder }, size);
      const append = async (count: number): Promise<void> => {
        await log.hear(count);
        await log.append();
        await log.seal();
      };
      // Compiled first, measured then.
      await append(Math.min(size, operations) / 4);
      return {
        size,
        async lap() {
          const stored = log.said() + operations / 2;
          const [own, database] = [process.cpuUsage(), cpuMicrosOf(mongoPid)];
          await append(operations);
          const { user, system } = process.cpuUsage(own);
          return {
            ...{ stored, operations, serviceMicrosEach: (user + system) / operations },
            databaseMicrosEach: (cpuMicrosOf(mongoPid) - database) / operations,
          };
        },
        async check() {
          const [heard, kept] = [log.said(), await log.size()];
          const name = `a log of ${size.toLocaleString("en")} grew by what it heard`;
          return { name, ok: heard === kept, detail: `${heard} heard, ${kept} in the log` };
        },
        close: () => log.close(),
      };
    },
  };
}
