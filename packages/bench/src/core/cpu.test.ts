import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { cpuMicrosOf, residentMegabytesOf } from "./cpu.ts";

test.runIf(process.platform === "linux")(
  "the kernel tells what another process used, its threads too",
  async () => {
    const spin =
      "const end = Date.now() + 1e9; process.send('on'); while (process.cpuUsage().user < 3e5 && Date.now() < end);";
    const child = spawn(
      process.execPath,
      ["-e", `${spin} setInterval(() => {}, 1e3); process.send(process.cpuUsage())`],
      {
        stdio: ["ignore", "ignore", "inherit", "ipc"],
      },
    );
    try {
      await once(child, "message");
      const [own] = (await once(child, "message")) as [NodeJS.CpuUsage];
      const seen = cpuMicrosOf(child.pid ?? 0);
      expect(seen).toBeGreaterThan((own.user + own.system) * 0.8);
      expect(seen).toBeLessThan((own.user + own.system) * 1.5);
      expect(residentMegabytesOf(child.pid ?? 0)).toBeGreaterThan(20);
    } finally {
      child.kill("SIGKILL");
    }
  },
);
