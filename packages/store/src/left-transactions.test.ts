import { expect, test } from "vitest";
import { connectionName } from "./left-transactions.ts";

test("however long their names are, no two processes are called the same", () => {
  const pod = "p".repeat(250);
  const names = [`${pod}-1`, `${pod}-2`, "ñ".repeat(100), "one"].map((owner) =>
    connectionName("scheduling", owner),
  );
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(128);
});
