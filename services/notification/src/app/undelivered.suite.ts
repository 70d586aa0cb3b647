import { topics } from "@careline/contracts";
import { DeliveryChanged, IntentState } from "@careline/contracts/notification/v1/events";
import type { Binary } from "mongodb";
import { expect, test } from "vitest";
import { openDesk } from "../desk.fixture.ts";

/** What WhatsApp took is not delivered yet, and may never be. */
export function undeliveredSuite(uri: string): void {
  test("held for its quality: told so, let go by a status, or ended when it is useless", async () => {
    const desk = await openDesk(uri);
    desk.channel.answer = async () => ({ kind: "accepted", held: true });
    await desk.meet("c1");
    await desk.meet("c2");
    const [kept, freed] = [await desk.remind({ contactId: "c1" }), await desk.remind({ contactId: "c2" })];
    desk.send();
    await desk.until(kept, "held");
    await desk.until(freed, "held");
    const rows = await desk.store.collection<{ topic: string; payload: Binary }>("outbox").find().toArray();
    const told = rows.filter(({ topic }) => topic === topics.deliveryChanged.name);
    const states = told.map(({ payload }) => DeliveryChanged.decode(payload.value()).state);
    expect(states).toEqual([IntentState.HELD, IntentState.HELD]);
    await desk.status(freed, "delivered");

    desk.clock.moveTo(new Date("2026-11-27T11:00:00Z"));
    expect((await desk.until(kept, "expired")).reason).toBe("WhatsApp kept it until it was useless");
    expect((await desk.intent(freed)).state).toBe("delivered");
    expect(desk.channel.asked).toHaveLength(2);
  });

  test("a reminder that stays sent ends when the visit begins, and a phone that shows it then is heard", async () => {
    const desk = await openDesk(uri);
    await desk.meet();
    const intentId = await desk.remind();
    desk.send();
    await desk.until(intentId, "accepted");
    await desk.status(intentId, "sent");
    desk.clock.moveTo(new Date("2026-11-27T13:00:00Z"));
    const { reason } = await desk.until(intentId, "expired");
    expect(reason).toBe("no phone showed it before the visit began");
    await desk.status(intentId, "delivered");
    expect((await desk.intent(intentId)).state).toBe("delivered");
  });
}
