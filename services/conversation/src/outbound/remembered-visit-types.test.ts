import { Fault } from "@careline/faults";
import { expect, test } from "vitest";
import type { CallFor } from "../app/ports.ts";
import { rememberedVisitTypes } from "./remembered-visit-types.ts";

const call = (tenantId: string): CallFor => ({ tenantId, contactId: "c1", requestId: "r1" });

function counted(fails = 0) {
  let nowMs = 0;
  let asked = 0;
  const ask = rememberedVisitTypes(
    async ({ tenantId }) => {
      asked += 1;
      if (asked <= fails) throw new Fault("unavailable", "away");
      return [{ visitTypeId: `${tenantId} ${asked}` }] as never;
    },
    () => nowMs,
  );
  return { ask, asked: () => asked, pass: (ms: number) => (nowMs += ms) };
}

test("a clinic is asked once in half a minute, each clinic for itself", async () => {
  const { ask, asked, pass } = counted();
  const first = await ask(call("north"));
  pass(29_999);
  expect(await ask(call("north"))).toEqual(first);
  expect(await ask(call("south"))).not.toEqual(first);
  expect(asked()).toBe(2);
  pass(1);
  expect(await ask(call("north"))).not.toEqual(first);
});

test("those who ask at once share the answer, and a failure is not remembered", async () => {
  const { ask, asked } = counted(1);
  const both = await Promise.allSettled([ask(call("north")), ask(call("north"))]);
  expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(asked()).toBe(1);
  await expect(ask(call("north"))).resolves.toHaveLength(1);
});
