import { takeLease } from "@careline/store";
import { expect, test } from "vitest";
import { type Desk, leaseMs, openDesk } from "../desk.fixture.ts";
import { eventually } from "../eventually.fixture.ts";
import { dispatchLease } from "../outbound/mongo-intents.ts";
import type { Ports } from "./ports.ts";
import { sendIntent } from "./send-intent.ts";

const points = [
  { point: "before it is announced", isTaken: false, isOpen: false },
  { point: "after it is announced", isTaken: false, isOpen: true },
  { point: "after WhatsApp took it", isTaken: true, isOpen: true },
  { point: "after the answer is kept", isTaken: true, isOpen: false },
] as const;
type Point = (typeof points)[number]["point"];

/** The ports of a process that stops for good at a point: from then on nothing that it asks for ever comes back. */
function dyingAt(
  point: Point,
  { ports, channel }: Desk,
): Ports & { died: Promise<void>; wake(): void; requests: string[] } {
  const death = Promise.withResolvers<void>();
  const life = Promise.withResolvers<void>();
  const requests: string[] = [];
  let isDead = false;
  const stop = (at: Point) => {
    if (at !== point) return isDead ? life.promise : undefined;
    isDead = true;
    death.resolve();
    return life.promise;
  };
  const intents: Ports["intents"] = {
    ...ports.intents,
    async isAnyDue(...wish) {
      if (isDead) await life.promise;
      return ports.intents.isAnyDue(...wish);
    },
    async change(...news) {
      const isOutcome = news[3].fence === undefined;
      if (!isOutcome) await stop("before it is announced");
      else if (isDead) await life.promise;
      const after = await ports.intents.change(...news);
      await stop(isOutcome ? "after the answer is kept" : "after it is announced");
      return after;
    },
  };
  const prepare: Ports["channel"]["prepare"] = async (...what) => {
    const prepared = await channel.prepare(...what);
    return {
      async send() {
        requests.push(what[0].intentId);
        const answer = await prepared.send();
        await stop("after WhatsApp took it");
        return answer;
      },
    };
  };
  return { ...ports, intents, channel: { prepare }, died: death.promise, wake: life.resolve, requests };
}

/** What a crash or a pause leaves behind. */
export function crashSuite(uri: string): void {
  test.each(points)("a dispatcher killed $point: one accepted send", async ({ point, isTaken, isOpen }) => {
    const desk = await openDesk(uri);
    const intentId = await desk.say("hello");
    const dying = dyingAt(point, desk);
    desk.dispatch(dying);
    await dying.died;
    expect(desk.channel.accepted).toHaveLength(isTaken ? 1 : 0);
    desk.send();
    if (isOpen) {
      await desk.until(intentId, "uncertain");
      if (isTaken) await desk.status(intentId, "delivered");
      desk.clock.advance(600_000);
      if (!isTaken) await desk.until(intentId, "planned");
      desk.clock.advance(5_000);
    }
    await desk.until(intentId, isTaken && isOpen ? "delivered" : "accepted");
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(desk.channel.accepted).toHaveLength(1);
  });

  test.each(points)(
    "one that was paused $point and wakes up: one accepted send",
    async ({ point, isTaken }) => {
      const desk = await openDesk(uri);
      const intentId = await desk.say("hello");
      const paused = dyingAt(point, desk);
      const first = desk.dispatch(paused);
      await paused.died;
      await new Promise((resolve) => setTimeout(resolve, leaseMs));
      desk.send();
      await eventually(async () =>
        expect(["uncertain", "accepted"]).toContain((await desk.intent(intentId)).state),
      );
      paused.wake();
      await desk.until(intentId, "accepted");
      await first.stop();
      expect(desk.channel.accepted).toHaveLength(1);
      expect(paused.requests).toHaveLength(isTaken ? 1 : 0);
    },
  );

  test("who lost the lease without noticing decides nothing and sends nothing", async () => {
    const desk = await openDesk(uri);
    const intentId = await desk.say("hello");
    const old = await takeLease(desk.store.db, dispatchLease, "old", 1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const [saved] = await desk.ports.intents.due(desk.clock.now(), {
      ...{ priority: 1, exceptContacts: [], exceptSources: [], limit: 1 },
    });
    const stale = { fence: old?.fence ?? 0, isHeld: () => true };
    await takeLease(desk.store.db, dispatchLease, "new", leaseMs);
    if (saved !== undefined) await sendIntent(desk.ports)(saved, stale);
    expect(desk.channel.asked).toEqual([]);
    expect(await desk.intent(intentId)).toMatchObject({ state: "planned", attempts: 0 });
  });

  test("an answer that cannot be kept leaves an open fate, and no second send", async () => {
    const desk = await openDesk(uri);
    const intentId = await desk.say("hello");
    const { change } = desk.ports.intents;
    let failures = 0;
    const intents: Ports["intents"] = {
      ...desk.ports.intents,
      change: (...news) =>
        news[3].fence === undefined && ++failures === 1
          ? Promise.reject(new Error("the database is away"))
          : change(...news),
    };
    const sending = desk.dispatch({ ...desk.ports, intents });
    await desk.until(intentId, "uncertain");
    await desk.status(intentId, "sent");
    desk.clock.advance(600_000);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await desk.intent(intentId)).state).toBe("sent");
    expect(desk.channel.accepted).toHaveLength(1);
    await sending.stop();
  });
}
