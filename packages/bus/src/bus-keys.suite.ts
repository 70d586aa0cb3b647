import { setTimeout as pause } from "node:timers/promises";
import { Fault } from "@careline/faults";
import { describe, expect, test } from "vitest";
import { missing, outOfOrder } from "./ledger.ts";
import type { Bus } from "./port.ts";
import { gate, keyIn, listener, sayMany, textTopic, until } from "./suite-tools.ts";

/** Keys of one partition. */
const neighbours = Array.from({ length: 10 }, (_, n) => keyIn(3, `n${n}.`));
const [stuck = "", ...others] = neighbours;

/** Many keys of one partition: beside each other, each in order, and none lost. */
export function keysSuite(name: string, open: () => Promise<Bus>): void {
  describe(`${name}: keys of one partition`, () => {
    test("different keys are handled at the same time, one key never", async () => {
      const bus = await open();
      const topic = textTopic();
      const now = new Set<string>();
      let most = 0;
      let twice = 0;
      const ear = listener(topic, async (_, { key }) => {
        if (now.has(key)) twice += 1;
        now.add(key);
        most = Math.max(most, now.size);
        await pause(3);
        now.delete(key);
      });
      await bus.ensureTopics([topic], [ear.subscription.group]);
      for (let round = 0; round < 10; round += 1)
        await bus.publish(neighbours.flatMap((key) => sayMany(topic, key, 1, round)));
      await bus.subscribe(ear.subscription);
      await until(() => ear.heard.length >= 100);
      expect(twice).toBe(0);
      expect(most).toBe(neighbours.length);
      for (const key of neighbours)
        expect(ear.of(key)).toEqual(Array.from({ length: 10 }, (_, n) => `${key}${n}`));
    });

    test(
      "others get ahead of a stuck key, over many fetches, but only so far",
      { timeout: 20_000 },
      async () => {
        const bus = await open();
        const topic = textTopic();
        const { opened: mayGo, open: go } = gate();
        const ear = listener(topic, (text) => (text === `${stuck}0` ? mayGo : Promise.resolve()));
        await bus.ensureTopics([topic], [ear.subscription.group]);
        await bus.subscribe(ear.subscription);
        await bus.publish(sayMany(topic, stuck, 2));
        for (const round of [0, 1, 2]) {
          await bus.publish(others.flatMap((key) => sayMany(topic, key, 10, round * 10)));
          await until(() => ear.heard.length >= (round + 1) * 90);
        }
        expect(ear.heard).toHaveLength(270);
        for (let round = 3; round < 23; round += 1)
          await bus.publish(others.flatMap((key) => sayMany(topic, key, 10, round * 10)));
        await until(() => ear.heard.length >= 900);
        await pause(300);
        // The bound is a thousand and what one fetch brings beyond it.
        expect(ear.heard.length).toBeLessThan(1_800);
        expect(ear.of(stuck)).toEqual([]);
        go();
        await until(() => ear.heard.length >= 2_072);
        for (const key of others)
          expect(ear.of(key)).toEqual(Array.from({ length: 230 }, (_, n) => `${key}${n}`));
        expect(ear.of(stuck)).toEqual([`${stuck}0`, `${stuck}1`]);
      },
    );

    test("what was handled beyond one that is not is heard again, nothing before it", async () => {
      const bus = await open();
      const topic = textTopic();
      const away = new Fault("unavailable", "away", { retryAfterMs: 60_000 });
      const failing = listener(topic, async (text) => {
        if (text === `${stuck}5`) throw away;
      });
      await bus.ensureTopics([topic], [failing.subscription.group]);
      await bus.publish([...sayMany(topic, stuck, 5), ...others.flatMap((key) => sayMany(topic, key, 2))]);
      await bus.publish([
        ...sayMany(topic, stuck, 2, 5),
        ...others.flatMap((key) => sayMany(topic, key, 2, 2)),
      ]);
      const running = await bus.subscribe(failing.subscription);
      await until(() => failing.heard.length >= 5 + others.length * 4);
      await running.stop();
      const rest = listener(topic);
      await bus.subscribe({ ...failing.subscription, routes: rest.subscription.routes });
      await until(() => rest.heard.length >= 2 + others.length * 2);
      expect(rest.of(stuck)).toEqual([`${stuck}5`, `${stuck}6`]);
      for (const key of others) expect(rest.of(key)).toEqual([`${key}2`, `${key}3`]);
    });

    test("a parked key waits, its neighbours do not, also after a restart", async () => {
      const bus = await open();
      const topic = textTopic();
      let isBroken = true;
      const ear = listener(topic, async (text) => {
        await pause(1);
        if (isBroken && text === `${stuck}3`) throw new Fault("invalid", "no");
      });
      const { group } = ear.subscription;
      await bus.ensureTopics([topic], [group]);
      await bus.publish(
        Array.from({ length: 6 }, (_, n) => neighbours.flatMap((key) => sayMany(topic, key, 1, n))).flat(),
      );
      const first = await bus.subscribe(ear.subscription);
      await until(() => ear.parked.length >= 3 && ear.heard.length >= 3 + others.length * 6);
      await first.stop();
      await bus.subscribe(ear.subscription);
      await bus.publish(neighbours.flatMap((key) => sayMany(topic, key, 1, 6)));
      await until(() => ear.parked.length >= 4 && ear.heard.length >= 3 + others.length * 7);
      expect(ear.of(stuck)).toEqual([0, 1, 2].map((n) => `${stuck}${n}`));
      isBroken = false;
      expect(await bus.replay(group, topic.name, stuck)).toBe(4);
      for (const key of neighbours)
        expect(ear.of(key)).toEqual([0, 1, 2, 3, 4, 5, 6].map((n) => `${key}${n}`));
    });

    test("members come and go: nothing is lost, every key in order", { timeout: 60_000 }, async () => {
      const bus = await open();
      const topic = textTopic();
      const keys = Array.from({ length: 24 }, (_, n) => keyIn(n % 6, `m${n}.`));
      const ear = listener(topic, () => pause(Math.random() * 4));
      await bus.ensureTopics([topic], [ear.subscription.group]);
      const acknowledged = new Set<string>();
      let isSaying = true;
      const saying = (async () => {
        for (let round = 0; isSaying; round += 1) {
          const records = keys.flatMap((key) => sayMany(topic, key, 1, round));
          await bus.publish(records);
          for (const key of keys) acknowledged.add(`${key}${round}`);
          await pause(5);
        }
      })();
      const steady = await bus.subscribe(ear.subscription);
      for (let round = 0; round < 3; round += 1) {
        await until(() => ear.heard.length > (round + 1) * 200);
        const guest = await bus.subscribe(ear.subscription);
        await pause(200);
        await (round === 1 ? steady : guest).stop();
      }
      isSaying = false;
      await saying;
      await until(() => missing(acknowledged, ear.heard).length === 0, 20_000);
      expect(missing(acknowledged, ear.heard)).toEqual([]);
      expect(outOfOrder(ear.heard, keys)).toEqual([]);
    });
  });
}
