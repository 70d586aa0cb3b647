import { run, tool } from "./process.ts";

// Contracts from proto/: formatted sources first, so that a second run changes nothing.
for (const args of [["format", "-w"], ["lint"], ["generate"]]) {
  const { code } = await run(tool("buf"), args);
  if (code !== 0) process.exit(code);
}
