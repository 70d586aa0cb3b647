import { expect, test } from "vitest";
import { memoryIdentities } from "../fixtures.ts";
import { rememberedIdentities } from "./remembered-identities.ts";

const phone = (index: number) => ({ kind: "phone" as const, index: String(index) });

async function filled(count: number, sizeMax: number) {
  const inner = memoryIdentities();
  let asked = 0;
  const find: typeof inner.find = (...given) => {
    asked += 1;
    return inner.find(...given);
  };
  const remembered = rememberedIdentities({ ...inner, find }, sizeMax);
  for (let n = 0; n < count; n += 1)
    await inner.add({ tenantId: "a", contactId: `c${n}`, keys: [phone(n)], isNew: true, eventId: "e" });
  return { remembered, asked: () => asked };
}

test("what was found is not asked for again, what was not found is", async () => {
  const { remembered, asked } = await filled(1, 10);
  for (let time = 0; time < 3; time += 1) expect(await remembered.find("a", [phone(0)])).toEqual(["c0"]);
  expect(asked()).toBe(1);
  for (let time = 0; time < 3; time += 1) expect(await remembered.find("a", [phone(9)])).toEqual([undefined]);
  expect(asked()).toBe(4);
  expect(await remembered.find("b", [phone(0)])).toEqual([undefined]);
});

test("what was added is remembered, unless another was first", async () => {
  const { remembered, asked } = await filled(1, 10);
  const addition = { tenantId: "a", contactId: "new", isNew: true, eventId: "e" };
  expect(await remembered.add({ ...addition, keys: [phone(0)] })).toBe("taken");
  expect(await remembered.add({ ...addition, keys: [phone(7)] })).toBe("added");
  expect(await remembered.find("a", [phone(7)])).toEqual(["new"]);
  expect(asked()).toBe(0);
  expect(await remembered.find("a", [phone(0)])).toEqual(["c0"]);
});

test("the one that was used longest ago makes room", async () => {
  const { remembered, asked } = await filled(3, 2);
  for (const n of [0, 1, 0, 2, 0]) await remembered.find("a", [phone(n)]);
  expect(asked()).toBe(3);
  await remembered.find("a", [phone(1)]);
  expect(asked()).toBe(4);
});

test("an erased contact is forgotten here too", async () => {
  const { remembered } = await filled(1, 10);
  await remembered.find("a", [phone(0)]);
  await remembered.forget("a", "c0");
  expect(await remembered.find("a", [phone(0)])).toEqual([undefined]);
});
