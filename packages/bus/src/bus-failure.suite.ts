import { Fault } from "@careline/faults";
import { describe, expect, test } from "vitest";
import type { Bus } from "./port.ts";
import { gate, keyIn, listener, say, sayMany, textTopic, until } from "./suite-tools.ts";

const here = keyIn(1, "here");
const sameLane = keyIn(1, "same");
const elsewhere = keyIn(2, "elsewhere");

/** What happens to a record that cannot be handled, and to those around it. */
export function failureSuite(name: string, open: () => Promise<Bus>): void {
  describe(`${name}: trying again`, () => {
    test("a failing record is tried in place: its key waits, the others go on", async () => {
      const bus = await open();
      const topic = textTopic();
      let isAway = true;
      const tried: string[] = [];
      const ear = listener(topic, async (text) => {
        tried.push(text);
        if (isAway && text === `${here}0`) throw new Fault("unavailable", "the database is away");
      });
      await bus.ensureTopics([topic], [ear.subscription.group]);
      await bus.subscribe(ear.subscription);
      await bus.publish([...sayMany(topic, here, 2), say(topic, sameLane, sameLane)]);
      await until(() => tried.length > 6);
      await bus.publish(sayMany(topic, elsewhere, 3));
      await until(() => ear.of(elsewhere).length >= 3);
      expect(ear.heard).toEqual([sameLane, ...[0, 1, 2].map((n) => `${elsewhere}${n}`)]);
      isAway = false;
      await until(() => ear.heard.length >= 6);
      expect(ear.heard.slice(4)).toEqual([`${here}0`, `${here}1`]);
      expect(ear.parked).toEqual([]);
    });

    test("a slow handler keeps only its own key", async () => {
      const bus = await open();
      const topic = textTopic();
      const { opened: mayGo, open: go } = gate();
      const ear = listener(topic, (text) => (text === `${here}0` ? mayGo : Promise.resolve()));
      await bus.ensureTopics([topic], [ear.subscription.group]);
      await bus.subscribe(ear.subscription);
      await bus.publish(sayMany(topic, here, 2));
      for (const other of [elsewhere, sameLane]) await bus.publish(sayMany(topic, other, 1));
      await until(() => ear.heard.length > 1);
      for (const other of [elsewhere, sameLane]) await bus.publish(sayMany(topic, other, 1, 1));
      await until(() => ear.heard.length > 3);
      for (const other of [elsewhere, sameLane]) expect(ear.of(other)).toEqual([`${other}0`, `${other}1`]);
      expect(ear.of(here)).toEqual([]);
      go();
      await until(() => ear.heard.length >= 6);
      expect(ear.of(here)).toEqual([`${here}0`, `${here}1`]);
    });

    test("our own bug is tried four times and then parked", async () => {
      const bus = await open();
      const topic = textTopic();
      let tries = 0;
      const ear = listener(topic, async () => {
        tries += 1;
        throw new TypeError("undefined is not a patient");
      });
      await bus.ensureTopics([topic], [ear.subscription.group]);
      await bus.subscribe(ear.subscription);
      await bus.publish([say(topic, here, "one")]);
      await until(() => ear.parked.length > 0);
      expect(tries).toBe(4);
      expect(ear.parked).toEqual(["TypeError"]);
    });
  });

  describe(`${name}: parking`, () => {
    test("a refused record is parked, later ones of its key behind it; others go on", async () => {
      const bus = await open();
      const topic = textTopic();
      const ear = listener(topic, async (text) => {
        if (text === `${here}1`) throw new Fault("invalid", "no such visit type");
      });
      const { group, holds } = ear.subscription;
      await bus.ensureTopics([topic], [group]);
      await bus.subscribe(ear.subscription);
      await bus.publish([...sayMany(topic, here, 4), say(topic, sameLane, sameLane)]);
      await until(() => ear.heard.length >= 2 && ear.parked.length >= 3);
      expect(ear.heard).toEqual([`${here}0`, sameLane]);
      expect(await holds.isHeld(group, topic.name, here)).toBe(true);
      const behind = "behind a parked record of its key";
      expect(ear.parked).toEqual(["invalid: no such visit type", behind, behind]);
    });

    test("a record that is no event is parked, and its bytes say so only there", async () => {
      const bus = await open();
      const topic = textTopic();
      const ear = listener(topic);
      await bus.ensureTopics([topic], [ear.subscription.group]);
      await bus.subscribe(ear.subscription);
      await bus.publish([{ topic: topic.name, key: here, headers: {}, value: Buffer.from("?") }]);
      await until(() => ear.parked.length > 0);
      expect(ear.parked).toEqual([`unreadable: not an event of ${topic.name}: its headers are incomplete`]);
    });

    test("replay handles the parked records of a key in order, then the key is free", async () => {
      const bus = await open();
      const topic = textTopic();
      let isBroken = true;
      const ear = listener(topic, async (text) => {
        if (isBroken && text === `${here}0`) throw new Fault("missing", "no template yet");
      });
      const { group, holds } = ear.subscription;
      await bus.ensureTopics([topic], [group]);
      await bus.subscribe(ear.subscription);
      await bus.publish([...sayMany(topic, here, 3), say(topic, sameLane, sameLane)]);
      await until(() => ear.heard.length >= 1 && ear.parked.length >= 3);
      isBroken = false;
      const replayed = bus.replay(group, topic.name, here);
      await bus.publish(sayMany(topic, here, 2, 3));
      expect(await replayed).toBeGreaterThanOrEqual(3);
      expect(await holds.isHeld(group, topic.name, here)).toBe(false);
      await until(() => ear.of(here).length >= 5);
      expect(ear.of(here)).toEqual([0, 1, 2, 3, 4].map((n) => `${here}${n}`));
      expect(await bus.replay(group, topic.name, here)).toBe(0);
    });

    test("a replay stops where a record fails again, and the next one starts there", async () => {
      const bus = await open();
      const topic = textTopic();
      const broken = new Set([0, 2].map((n) => `${here}${n}`));
      const ear = listener(topic, async (text) => {
        if (broken.has(text)) throw new Fault("invalid", "not yet");
      });
      const { group, holds } = ear.subscription;
      await bus.ensureTopics([topic], [group]);
      await bus.subscribe(ear.subscription);
      await bus.publish(sayMany(topic, here, 4));
      await until(() => ear.parked.length >= 4);
      broken.delete(`${here}0`);
      await expect(bus.replay(group, topic.name, here)).rejects.toMatchObject({ kind: "conflict" });
      expect(await holds.isHeld(group, topic.name, here)).toBe(true);
      broken.clear();
      expect(await bus.replay(group, topic.name, here)).toBe(2);
      expect(ear.heard).toEqual([0, 1, 2, 3].map((n) => `${here}${n}`));
    });

    test("a record that will never be handled is discarded on request, and its key goes on", async () => {
      const bus = await open();
      const topic = textTopic();
      const ear = listener(topic);
      const { group } = ear.subscription;
      await bus.ensureTopics([topic], [group]);
      await bus.subscribe(ear.subscription);
      await bus.publish([{ topic: topic.name, key: here, headers: {}, value: Buffer.from("?") }]);
      await until(() => ear.parked.length > 0);
      expect(await bus.discard(group, topic.name, here)).toBe(1);
      await bus.publish(sayMany(topic, here, 1));
      await until(() => ear.heard.length > 0);
      expect(ear.heard).toEqual([`${here}0`]);
      expect(await bus.replay(group, topic.name, here)).toBe(0);
    });
  });
}
