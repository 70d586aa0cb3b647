import { expect, test } from "vitest";
import type { Ports } from "../app/ports.ts";
import { sendIntent } from "../app/send-intent.ts";
import { suppressReminders } from "../app/suppress-reminders.ts";
import { tenantId } from "../clinic.fixture.ts";
import { type Desk, openDesk } from "../desk.fixture.ts";
import { eventually } from "../eventually.fixture.ts";
import type { Dispatcher } from "./dispatcher.ts";

/** A dispatcher that finds nothing by looking: it sends only what it is handed, and what stands before that. */
async function handedOnly(desk: Desk): Promise<Dispatcher> {
  const intents: Ports["intents"] = {
    ...desk.ports.intents,
    isAnyDue: async () => false,
    due: async () => [],
  };
  const handed = desk.dispatch({ ...desk.ports, intents });
  await eventually(async () => expect(await desk.store.collection("leases").countDocuments()).toBe(1));
  return handed;
}

/** What a process planned itself it need not look for. */
export function handSuite(uri: string): void {
  test("answers go from hand to hand, each conversation's in their order", async () => {
    const desk = await openDesk(uri);
    const handTo = await handedOnly(desk);
    for (let each = 1; each <= 8; each++)
      for (const contactId of ["c1", "c2"]) await desk.say(`${contactId} ${each}`, { contactId, handTo });
    await eventually(() => expect(desk.channel.accepted).toHaveLength(16));
    for (const contactId of ["c1", "c2"])
      expect(desk.channel.texts().filter((text) => text.startsWith(contactId))).toEqual(
        Array.from({ length: 8 }, (_, index) => `${contactId} ${index + 1}`),
      );
    await handTo.stop();
  });

  test("an earlier answer that another process planned goes first", async () => {
    const desk = await openDesk(uri);
    const handTo = await handedOnly(desk);
    await desk.say("1");
    await desk.say("2", { handTo });
    await eventually(() => expect(desk.channel.texts()).toEqual(["1", "2"]));
    await handTo.stop();
  });

  test("what is handed over and found as well is sent once", async () => {
    const desk = await openDesk(uri);
    const handTo = desk.dispatch();
    const all = Array.from({ length: 60 }, (_, each) =>
      desk.say(`${each}`, { contactId: `c${each % 20}`, handTo }),
    );
    for (const intentId of await Promise.all(all)) await desk.until(intentId, "accepted");
    expect(desk.channel.asked).toHaveLength(60);
    await handTo.stop();
  });

  test("a send waits for its turn when it is announced already, and is made in that moment", async () => {
    const desk = await openDesk(uri);
    const intentId = await desk.say("1");
    const read = await desk.ports.intents.find(tenantId, intentId);
    const lease = await desk.lease();
    const hold = { fence: lease?.fence ?? 0, isHeld: () => true };
    const seen: unknown[] = [];
    const go = async <T>(request: () => Promise<T>): Promise<T> => {
      seen.push((await desk.intent(intentId)).state, desk.channel.asked.length);
      return request();
    };
    const inTurn: Ports["inTurn"] = (_number, wish, work) => {
      seen.push(wish);
      return work({ waitedMs: 0, go });
    };
    if (read !== undefined) await sendIntent({ ...desk.ports, inTurn })(read, hold);
    expect(seen).toEqual([{ urgency: 1 }, "submitting", 0]);
    expect(desk.channel.asked).toHaveLength(1);
  });

  test("who loses the lease while it waits for its turn sends nothing", async () => {
    const desk = await openDesk(uri);
    const intentId = await desk.say("1");
    const read = await desk.ports.intents.find(tenantId, intentId);
    const lease = await desk.lease();
    let isHeld = true;
    const go = <T>(request: () => Promise<T>): Promise<T> => {
      isHeld = false;
      return request();
    };
    const inTurn: Ports["inTurn"] = (_number, _wish, work) => work({ waitedMs: 0, go });
    const hold = { fence: lease?.fence ?? 0, isHeld: () => isHeld };
    if (read !== undefined) await sendIntent({ ...desk.ports, inTurn })(read, hold);
    expect(desk.channel.asked).toEqual([]);
    expect(await desk.intent(intentId)).toMatchObject({
      state: "planned",
      reason: "not sent: another sends now",
    });
  });

  test("what was stopped after it was read is not sent", async () => {
    const desk = await openDesk(uri);
    await desk.meet();
    const intentId = await desk.remind();
    const read = await desk.ports.intents.find(tenantId, intentId);
    const lease = await desk.lease();
    await suppressReminders(desk.ports)(tenantId, { contactId: "c1" }, "opted-out", "e1");
    const hold = { fence: lease?.fence ?? 0, isHeld: () => true };
    if (read !== undefined) await sendIntent(desk.ports)(read, hold);
    expect(desk.channel.asked).toEqual([]);
    expect(await desk.intent(intentId)).toMatchObject({ state: "suppressed", attempts: 0 });
  });
}
