import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { busSuite, suitePausesMs } from "./bus.suite.ts";
import { embeddedBus } from "./index.ts";

const folder = mkdtempSync(join(tmpdir(), "bus-"));
afterAll(() => rmSync(folder, { recursive: true }));

busSuite("embedded", () => embeddedBus({ path: join(folder, "log.db"), retryPausesMs: suitePausesMs }));
