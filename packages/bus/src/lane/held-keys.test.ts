import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { memoryHolds } from "../memory-holds.ts";
import type { Holds } from "../port.ts";
import { gate } from "../suite-tools.ts";
import { heldKeys } from "./held-keys.ts";

const where = ["listeners", "said.v1"] as const;

function counted(partial: Partial<Holds> = {}) {
  const memory = memoryHolds();
  const asked: string[] = [];
  const holds: Holds = {
    ...memory,
    isHeld: (...about) => {
      asked.push("isHeld");
      return memory.isHeld(...about);
    },
    heldOf: async (group, topic) => {
      asked.push("heldOf");
      return (await memory.heldOf?.(group, topic)) ?? new Set();
    },
    ...partial,
  };
  return { memory, asked, held: heldKeys({ holds }) };
}

test("holds are asked for once, whatever is held and released here", async () => {
  const { memory, asked, held } = counted();
  await memory.hold(...where, "ana", "from before");
  expect(await held.isHeld(...where, "ana")).toBe(true);
  await held.release(...where, "ana");
  await held.hold(...where, "ben", "no");
  expect(await held.isHeld(...where, "ana")).toBe(false);
  expect(await held.isHeld(...where, "ben")).toBe(true);
  expect(await memory.isHeld(...where, "ana")).toBe(false);
  expect(await memory.isHeld(...where, "ben")).toBe(true);
  expect(asked).toEqual(["heldOf"]);
});

test("what another member did before its partitions came here is known", async () => {
  const { memory, held } = counted();
  expect(await held.isHeld(...where, "ana")).toBe(false);
  await memory.hold(...where, "ana", "there");
  held.forget();
  expect(await held.isHeld(...where, "ana")).toBe(true);
});

test("a hold that is kept while the answer is on its way is not lost", async () => {
  const { opened, open } = gate();
  const slow = { heldOf: () => opened.then(() => new Set<string>()) };
  const { held } = counted(slow);
  const asked = held.isHeld(...where, "ben");
  const holding = held.hold(...where, "ana", "no");
  await pause(1);
  open();
  await Promise.all([asked, holding]);
  expect(await held.isHeld(...where, "ana")).toBe(true);
});

test("an answer that failed is asked for again", async () => {
  let failures = 1;
  const { held } = counted({
    heldOf: async () => {
      if (failures-- > 0) throw new Error("away");
      return new Set(["ana"]);
    },
  });
  await expect(held.isHeld(...where, "ana")).rejects.toThrow("away");
  expect(await held.isHeld(...where, "ana")).toBe(true);
});

test("holds that cannot name all keys are asked for each", async () => {
  const { hold, isHeld, release } = memoryHolds();
  const held = heldKeys({ holds: { hold, isHeld, release } });
  await hold(...where, "ana", "elsewhere");
  expect(await held.isHeld(...where, "ana")).toBe(true);
});
