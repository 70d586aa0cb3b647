import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { storm } from "./storm.ts";

const data = mkdtempSync(join(tmpdir(), "careline-storm-test-"));
afterAll(() => rmSync(data, { recursive: true, force: true }));

test(
  "a house killed under load has answered every accepted message once and in order",
  { timeout: 120_000 },
  async () => {
    const report = await storm({ data, real: false, conversations: 20, kills: 1, seed: 7, perSecond: 30 });
    expect(report).toMatchObject({ lost: 0, duplicated: 0, disordered: 0, undelivered: 0, unsettled: 0 });
    expect(report.answers).toBe(52);
    expect(report.recoveries).toHaveLength(1);
    expect(report.ledger.repeated).toBeGreaterThan(0);
  },
);
