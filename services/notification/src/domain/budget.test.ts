import { expect, test } from "vitest";
import { type Budget, left, looked, type Sender } from "./budget.ts";

const limit = 80;
const empty: Budget = { limit, senders: [] };
const sender = (owner: string, change: Partial<Sender> = {}): Sender => ({
  ...{ owner, process: `${owner}-1`, beat: 7, share: 0, former: 0, want: 100 },
  ...change,
});
const look = (owner: string, change: object = {}) => ({
  ...{ owner, process: `${owner}-1`, want: 100, isSettled: true, isDead: () => false },
  ...change,
});

test("who is alone has all at once; who comes second waits until the first has let go for a second", () => {
  const first = looked(empty, look("a"));
  expect(first.mine).toMatchObject({ share: 80, former: 80, beat: 1 });
  const second = looked(first.budget, look("b", { isSettled: false }));
  expect(second.mine).toMatchObject({ share: 0, former: 0 });
  const less = looked(second.budget, look("a"));
  expect(less.mine).toMatchObject({ share: 40, former: 80, beat: 2 });
  expect(looked(less.budget, look("b")).mine.share).toBe(0);
  const settled = looked(less.budget, look("a"));
  expect(settled.mine).toMatchObject({ share: 40, former: 40 });
  expect(looked(settled.budget, look("b")).mine.share).toBe(40);
});

test("one that has just begun counts nothing of what its name sent before: it waits a second", () => {
  const before = { limit, senders: [sender("a", { process: "a-0", share: 80, former: 80 })] };
  const begun = looked(before, look("a", { isSettled: false }));
  expect(begun.mine).toMatchObject({ share: 0, former: 80, process: "a-1" });
  expect(looked(begun.budget, look("a", { isSettled: false })).mine.share).toBe(0);
  expect(looked(begun.budget, look("a")).mine).toMatchObject({ share: 80 });
});

test("what a dead one had is had by others", () => {
  const budget = { limit, senders: [sender("a", { share: 80, former: 80 })] };
  const { mine, budget: after } = looked(budget, look("b", { isDead: ({ owner }: Sender) => owner === "a" }));
  expect(mine.share).toBe(80);
  expect(after.senders).toHaveLength(1);
});

test("who has nothing more to say leaves when nothing of it counts any more", () => {
  const quiet = { limit, senders: [sender("a", { share: 0, former: 3 }), sender("b")] };
  expect(left(quiet, "a").senders).toHaveLength(2);
  const done = { limit, senders: [sender("a"), sender("b")] };
  expect(left(done, "a").senders.map(({ owner }) => owner)).toEqual(["b"]);
});
