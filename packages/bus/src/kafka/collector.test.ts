import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { gate, say, textTopic } from "../suite-tools.ts";
import { type Offered, collector } from "./collector.ts";

const topic = textTopic();
const lingerMs = 300;
const share = (partition: number, text = "hello"): Offered => {
  return { topic: topic.name, partition, records: () => [say(topic, "ana", text)] };
};

/** Partitions below ten are led by 1, below twenty by 2; nobody knows about the rest. */
function brokers(answer: (calls: number) => Promise<void> = async () => undefined) {
  const calls: string[] = [];
  const send = collector({
    lingerMs,
    leaderOf: ({ partition }) => (partition < 20 ? 1 + Math.floor(partition / 10) : undefined),
    call: (shares, leader) => {
      const partitions = shares.map(({ partition }) => partition).join(" ");
      return answer(calls.push(`${leader ?? "anyone"}: ${partitions}`));
    },
  });
  return { calls, send };
}

test("what goes to one leader at once goes in one call, each leader in its own", async () => {
  const { calls, send } = brokers();
  await Promise.all([1, 11, 2, 12, 3].map((partition) => send(share(partition), false)));
  expect(calls).toEqual(["1: 1 2 3", "2: 11 12"]);
});

test("while a call is out the next one gathers; another leader does not wait for it", async () => {
  const { opened, open } = gate();
  const { calls, send } = brokers((count) => (count === 1 ? opened : Promise.resolve()));
  const first = send(share(1), false);
  await pause(1);
  const rest = [2, 3].map((partition) => send(share(partition), false));
  await send(share(11), false);
  expect(calls).toEqual(["1: 1", "2: 11"]);
  open();
  await Promise.all([first, ...rest]);
  expect(calls).toEqual(["1: 1", "2: 11", "1: 2 3"]);
});

test("an idle leader is sent to at once, and then not before the pause is over", async () => {
  const at: number[] = [];
  const { calls, send } = brokers(async () => void at.push(performance.now()));
  const startedAt = performance.now();
  await send(share(1), false);
  await Promise.all([1, 2].map((partition) => send(share(partition), false)));
  expect(calls).toEqual(["1: 1", "1: 1 2"]);
  const [first = 0, second = 0] = at;
  expect(first - startedAt).toBeLessThan(lingerMs / 2);
  expect(second - first).toBeGreaterThan(lingerMs - 2);
});

test("what was tried before, and what is led by nobody knows whom, goes alone", async () => {
  const { calls, send } = brokers();
  await Promise.all([
    send(share(1), false),
    send(share(2), true),
    send(share(3), false),
    send(share(30), false),
  ]);
  expect(calls.toSorted()).toEqual(["1: 1 3", "anyone: 2", "anyone: 30"]);
});

test("a failed call is a failure for all its partitions, not for the next ones", async () => {
  const { send } = brokers(async (count) => {
    if (count === 1) throw new Error("away");
  });
  const said = [1, 2].map((partition) => send(share(partition), false));
  expect((await Promise.allSettled(said)).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  await send(share(3), false);
});

test("a call carries no more than a few megabytes", async () => {
  const { calls, send } = brokers();
  const large = "x".repeat(900_000);
  await Promise.all([1, 2, 3, 4, 5, 6].map((partition) => send(share(partition, large), false)));
  expect(calls).toEqual(["1: 1 2 3 4 5", "1: 6"]);
});
