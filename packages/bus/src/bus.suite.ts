import { setTimeout as pause } from "node:timers/promises";
import { Fault } from "@careline/faults";
import { afterEach, describe, expect, test } from "vitest";
import { failureSuite } from "./bus-failure.suite.ts";
import { keysSuite } from "./bus-keys.suite.ts";
import type { Bus } from "./port.ts";
import { gate, keyIn, listener, say, sayMany, textTopic, until } from "./suite-tools.ts";

/** Opens one more bus on one and the same log. Handlers that fail are tried 4 times, quickly. */
export type OpenBus = () => Promise<Bus>;

export const suitePausesMs: readonly number[] = [5, 10, 20];

/** What services may rely on, whatever carries the topics. */
export function busSuite(name: string, openNew: OpenBus): void {
  const opened: Bus[] = [];
  const open = async (): Promise<Bus> => {
    const bus = await openNew();
    opened.push(bus);
    return bus;
  };
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((bus) => bus.close()));
  });

  describe(`${name}: hearing`, () => {
    test("every record is heard once, in order per key, with what it carried", async () => {
      const bus = await open();
      const topic = textTopic();
      const { group } = listener(topic).subscription;
      const events: string[] = [];
      const ear = listener(topic, async (_, event) => void events.push(`${event.tenantId} ${event.key}`), {
        group,
      });
      await bus.ensureTopics([topic], [group]);
      await bus.subscribe(ear.subscription);
      for (let round = 0; round < 4; round += 1)
        await bus.publish(["ana", "ben", "cem"].flatMap((key) => sayMany(topic, key, 25, round * 25)));
      await until(() => ear.heard.length >= 300);
      const hundred = Array.from({ length: 100 }, (_, n) => n);
      for (const key of ["ana", "ben", "cem"]) expect(ear.of(key)).toEqual(hundred.map((n) => `${key}${n}`));
      expect(events).toContain("clinic ana");
    });

    test("what was published together by many is heard in the order of each one's calls", async () => {
      const bus = await open();
      const topic = textTopic();
      const ear = listener(topic);
      await bus.ensureTopics([topic], [ear.subscription.group]);
      const calls = Array.from({ length: 200 }, (_, n) => bus.publish([say(topic, "ana", `ana${n}`)]));
      await Promise.all(calls);
      await bus.subscribe(ear.subscription);
      await until(() => ear.heard.length >= 200);
      expect(ear.heard).toEqual(calls.map((_, n) => `ana${n}`));
    });

    test("each group hears everything, from the beginning", async () => {
      const bus = await open();
      const topic = textTopic();
      const [one, other] = [listener(topic), listener(topic)];
      await bus.ensureTopics([topic], [one.subscription.group, other.subscription.group]);
      await bus.publish(sayMany(topic, "ana", 3));
      await Promise.all([bus.subscribe(one.subscription), bus.subscribe(other.subscription)]);
      await until(() => one.heard.length >= 3 && other.heard.length >= 3);
      expect([one.heard, other.heard]).toEqual([
        ["ana0", "ana1", "ana2"],
        ["ana0", "ana1", "ana2"],
      ]);
    });

    test("an unknown topic is refused, for saying and for hearing", async () => {
      const bus = await open();
      const topic = textTopic();
      await expect(bus.publish([say(topic, "ana", "hello")])).rejects.toMatchObject({ kind: "missing" });
      await expect(bus.subscribe(listener(topic).subscription)).rejects.toMatchObject({ kind: "missing" });
    });

    test("a group without topics for what it parks is refused", async () => {
      const bus = await open();
      const topic = textTopic();
      await bus.ensureTopics([topic]);
      await expect(bus.subscribe(listener(topic).subscription)).rejects.toMatchObject({ kind: "missing" });
    });

    test("a record too large for a broker is refused before anything is said", async () => {
      const bus = await open();
      const topic = textTopic();
      await bus.ensureTopics([topic]);
      const large = say(topic, "ana", "x".repeat(1_000_000));
      await expect(bus.publish([large])).rejects.toMatchObject({ kind: "invalid" });
    });
  });

  describe(`${name}: stopping`, () => {
    test("after a restart a group goes on where it stopped, and what was published is there", async () => {
      const topic = textTopic();
      const first = listener(topic);
      const bus = await open();
      await bus.ensureTopics([topic], [first.subscription.group]);
      await bus.publish(sayMany(topic, "ana", 5));
      await bus.subscribe(first.subscription);
      await until(() => first.heard.length >= 5);
      await bus.close();
      const again = await open();
      await again.publish(sayMany(topic, "ana", 2, 5));
      await again.close();
      const second = listener(topic);
      const third = await open();
      await third.subscribe({ ...first.subscription, routes: second.subscription.routes });
      await until(() => second.heard.length >= 2);
      expect(second.heard).toEqual(["ana5", "ana6"]);
    });

    test("stop waits for the record in hand and remembers it; what was not handled is heard again", async () => {
      const bus = await open();
      const topic = textTopic();
      const { opened: mayGo, open: go } = gate();
      const slow = listener(topic, (text) => (text === "ana1" ? mayGo : Promise.resolve()));
      await bus.ensureTopics([topic], [slow.subscription.group]);
      await bus.publish(sayMany(topic, "ana", 4));
      const started = pause(0);
      const running = await bus.subscribe(slow.subscription);
      await until(() => slow.heard.length === 1);
      let hasStopped = false;
      const stopping = running.stop().then(() => (hasStopped = true));
      await Promise.all([started, pause(50)]);
      expect(hasStopped).toBe(false);
      go();
      await stopping;
      expect(slow.heard).toEqual(["ana0", "ana1"]);
      const rest = listener(topic);
      await bus.subscribe({ ...slow.subscription, routes: rest.subscription.routes });
      await until(() => rest.heard.length >= 2);
      expect(rest.heard).toEqual(["ana2", "ana3"]);
    });

    test("a record that waits to be tried again does not delay stop, and is heard again", async () => {
      const bus = await open();
      const topic = textTopic();
      const later = { retryAfterMs: 60_000 };
      const failing = listener(topic, () => Promise.reject(new Fault("unavailable", "away", later)));
      await bus.ensureTopics([topic], [failing.subscription.group]);
      await bus.publish([say(topic, "ana", "ana0")]);
      let retries = 0;
      const running = await bus.subscribe({ ...failing.subscription, onRetry: () => (retries += 1) });
      await until(() => retries > 0);
      await running.stop();
      const rest = listener(topic);
      await bus.subscribe({ ...failing.subscription, routes: rest.subscription.routes });
      await until(() => rest.heard.length > 0);
      expect(rest.heard).toEqual(["ana0"]);
    });

    test("nothing is handled while paused, everything after", async () => {
      const bus = await open();
      const topic = textTopic();
      const ear = listener(topic);
      await bus.ensureTopics([topic], [ear.subscription.group]);
      const running = await bus.subscribe(ear.subscription);
      await bus.publish([say(topic, "ana", "ana0")]);
      await until(() => ear.heard.length === 1);
      running.pause();
      await bus.publish(sayMany(topic, "ana", 2, 1));
      await pause(300);
      expect(ear.heard).toEqual(["ana0"]);
      expect(await running.oldestWaitingMs()).toBeGreaterThan(200);
      running.resume();
      await until(() => ear.heard.length >= 3);
      expect(ear.heard).toEqual(["ana0", "ana1", "ana2"]);
      await until(async () => (await running.oldestWaitingMs()) === 0);
      expect(await running.oldestWaitingMs()).toBe(0);
    });

    test("a group is behind until it has handled what lay there, by whomever of it, and after a new start", async () => {
      const bus = await open();
      const topic = textTopic();
      let isOpen = false;
      const ear = listener(topic, () =>
        isOpen ? Promise.resolve() : Promise.reject(new Fault("unavailable", "away")),
      );
      const { group } = ear.subscription;
      await bus.ensureTopics([topic], [group]);
      const first = await bus.subscribe(ear.subscription);
      const startedAt = performance.now();
      await bus.publish([say(topic, "ana", "ana0")]);
      await pause(300);
      expect(await bus.behindMs(group, topic)).toBeGreaterThan(250);
      await first.stop();
      await bus.subscribe(ear.subscription);
      expect(await bus.behindMs(group, topic)).toBeGreaterThan(250);
      isOpen = true;
      await until(async () => (await bus.behindMs(group, topic)) < performance.now() - startedAt - 300);
      expect(ear.heard).toContain("ana0");
    });

    test("two members share the partitions; one that leaves is taken over from", async () => {
      const bus = await open();
      const topic = textTopic();
      const one = listener(topic);
      const other = listener(topic);
      await bus.ensureTopics([topic], [one.subscription.group]);
      const first = await bus.subscribe(one.subscription);
      const both = { ...one.subscription, routes: other.subscription.routes };
      await bus.subscribe(both);
      const keys = [0, 1, 2, 3, 4, 5].map((partition) => keyIn(partition, "k"));
      const sayTo = (round: number) => bus.publish(keys.flatMap((key) => sayMany(topic, key, 1, round)));
      let round = 0;
      await until(async () => {
        await sayTo(round++);
        await pause(20);
        return one.heard.length > 0 && other.heard.length > 0;
      });
      await first.stop();
      const before = one.heard.length;
      await sayTo(round++);
      const all = (): Set<string> => new Set([...one.heard, ...other.heard]);
      await until(() => all().size >= round * keys.length);
      expect(all().size).toBe(round * keys.length);
      expect(one.heard.length).toBe(before);
      expect(before).toBeGreaterThan(0);
    });
  });

  failureSuite(name, open);
  keysSuite(name, open);
}
