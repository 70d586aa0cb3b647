import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { topics } from "@careline/contracts";
import { Fault } from "@careline/faults";
import { expect, test } from "vitest";
import { refusal } from "../channel.fixture.ts";
import { tenantId } from "../clinic.fixture.ts";
import { openDesk } from "../desk.fixture.ts";
import { eventually } from "../eventually.fixture.ts";
import { nextDueAt } from "./next-due-at.ts";
import { suppressReminders } from "./suppress-reminders.ts";

/** Every intent ends in one explained state. */
export function fateSuite(uri: string): void {
  test("statuses before the answer, twice and out of order end in the furthest, and are told once each", async () => {
    const desk = await openDesk(uri);
    desk.channel.answer = async () => {
      for (const status of ["read", "sent", "delivered"] as const)
        await desk.status(intentId, status, status);
      await desk.status(intentId, "read", "read");
      return "accept";
    };
    const intentId = await desk.say("hello");
    desk.send();
    await eventually(async () =>
      expect(await desk.ports.intents.findByMessageRef(tenantId, `ref-${intentId}`)).toBeDefined(),
    );
    const { state, history } = await desk.intent(intentId);
    expect([state, history.map((step) => step.state)]).toEqual(["read", ["planned", "submitting", "read"]]);
    const told = { topic: topics.deliveryChanged.name };
    expect(await desk.store.collection("outbox").countDocuments(told)).toBe(1);
    const unknown = { intentId: randomUUID(), messageRef: "unknown" };
    const heard = { status: "sent", at: desk.clock.now() } as const;
    expect(await desk.hear(tenantId, "m", { ...unknown, heard })).toBe(false);
    expect(await desk.hear("ribera", "n", { intentId, messageRef: `ref-${intentId}`, heard })).toBe(false);
  });

  test("a failure after WhatsApp took it is final, explained, and found by the message alone", async () => {
    const desk = await openDesk(uri);
    const intentId = await desk.say("hello");
    desk.send();
    await desk.until(intentId, "accepted");
    const reason = "Re-engagement message: only a template may be sent";
    const heard = { status: "failed", at: desk.clock.now(), errorCode: 131_047, reason } as const;
    await desk.hear(tenantId, "m", { intentId: "", messageRef: `ref-${intentId}`, heard });
    expect(await desk.intent(intentId)).toMatchObject({ state: "failed", errorCode: 131_047, reason });
  });

  test("a lost status: said again only after long silence, and a late status stops even that", async () => {
    const desk = await openDesk(uri);
    desk.channel.answer = async (sent) => {
      if (desk.channel.asked.length > 2) return "accept";
      desk.channel.take(sent);
      return { kind: "uncertain", reason: "TIMEOUT" };
    };
    const lost = await desk.say("lost", { contactId: "c1" });
    const late = await desk.say("late", { contactId: "c2" });
    desk.send();
    await desk.until(lost, "uncertain");
    await desk.until(late, "uncertain");
    expect(await nextDueAt(desk.ports, 600_000)()).toEqual(new Date(desk.clock.now().getTime() + 600_000));
    desk.clock.advance(599_000);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    await desk.status(late, "delivered");
    expect(desk.channel.accepted).toHaveLength(2);
    desk.clock.advance(1_000);
    await desk.until(lost, "planned");
    desk.clock.advance(5_000);
    await desk.until(lost, "accepted");
    // The price of a status that never comes: the patient has this one twice.
    expect(desk.channel.texts().filter((text) => text === "lost")).toHaveLength(2);
    expect(desk.channel.texts().filter((text) => text === "late")).toHaveLength(1);
  });

  test("who has not listened takes nothing for silence", async () => {
    const desk = await openDesk(uri);
    desk.channel.answer = async (sent) => {
      desk.channel.take(sent);
      return { kind: "uncertain", reason: "TIMEOUT" };
    };
    const open = await desk.say("open");
    desk.send();
    await desk.until(open, "uncertain");
    // What came since may lie there still, unheard.
    desk.world.deafMs = Infinity;
    desk.clock.advance(3_600_000);
    await pause(1_500);
    expect((await desk.intent(open)).state).toBe("uncertain");
    await desk.status(open, "delivered");
    expect((await desk.intent(open)).state).toBe("delivered");
    expect(desk.channel.asked).toHaveLength(1);
  });

  test("what is about to be said again waits for the statuses on their way just now", async () => {
    const desk = await openDesk(uri);
    desk.channel.answer = async (sent) => {
      desk.channel.take(sent);
      return { kind: "uncertain", reason: "TIMEOUT" };
    };
    const late = await desk.say("late");
    desk.send();
    await desk.until(late, "uncertain");
    desk.clock.advance(600_000);
    await desk.until(late, "planned");
    // Somewhere on the bus lies what has come meanwhile.
    desk.world.deafMs = 1_500;
    for (let tries = 0; tries < 4; tries += 1) {
      desk.clock.advance(5_000);
      await pause(400);
    }
    await desk.status(late, "delivered");
    desk.world.deafMs = 0;
    desk.clock.advance(5_000);
    await pause(400);
    const { state, history } = await desk.intent(late);
    expect([state, history.at(-1)?.reason]).toEqual([
      "delivered",
      "settled by a late status, before it was said again",
    ]);
    expect(desk.channel.asked).toHaveLength(1);
  });

  test("a status of a first try that comes after the second: said twice, and on record", async () => {
    const desk = await openDesk(uri);
    desk.channel.answer = async () =>
      desk.channel.asked.length > 1 ? "accept" : { kind: "uncertain", reason: "TIMEOUT" };
    const intentId = await desk.say("hello");
    desk.send();
    await desk.until(intentId, "uncertain");
    desk.clock.advance(600_000);
    await desk.until(intentId, "planned");
    desk.clock.advance(5_000);
    await desk.until(intentId, "accepted");
    const heard = { status: "delivered", at: desk.clock.now() } as const;
    for (const mark of ["m", "n"]) await desk.hear(tenantId, mark, { intentId, messageRef: "first", heard });
    const { state, history } = await desk.intent(intentId);
    expect(state).toBe("delivered");
    expect(history.filter(({ reason }) => reason.startsWith("said twice"))).toHaveLength(1);
  });

  test("what WhatsApp has is not kept to be opened again", async () => {
    const desk = await openDesk(uri);
    const intentId = await desk.say("hello");
    expect((await desk.ports.intents.find(tenantId, intentId))?.message).toBeDefined();
    desk.send();
    await desk.until(intentId, "accepted");
    expect((await desk.ports.intents.find(tenantId, intentId))?.message).toBeUndefined();
  });

  test("a reminder whose contact is not known waits, is told once, and ends expired", async () => {
    const desk = await openDesk(uri);
    const expiresAt = new Date(desk.clock.now().getTime() + 150_000);
    const [known, unknown] = [await desk.remind(), await desk.remind({ contactId: "c2", expiresAt })];
    desk.send();
    await eventually(async () => expect((await desk.intent(unknown)).reason).toBe("contact not known yet"));
    await desk.meet("c1");
    for (let minutes = 1; minutes <= 2; minutes++) {
      desk.clock.advance(60_000);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    await desk.until(known, "accepted");
    expect(desk.channel.texts()).toEqual(["Clínica Alameda viernes, 27 de noviembre 14:00"]);
    const ended = await desk.until(unknown, "expired");
    expect(ended.history.map(({ reason }) => reason)).toEqual([
      ...["", "contact not known yet", "contact not known yet; later would be too late"],
    ]);
  });

  test("quiet hours put a reminder off until morning, or end it when that is too late", async () => {
    const desk = await openDesk(uri);
    desk.clock.moveTo(new Date("2026-11-26T21:00:00Z"));
    await desk.meet();
    const waits = await desk.remind();
    const ends = await desk.remind({ expiresAt: new Date("2026-11-27T07:00:00Z") });
    desk.send();
    expect((await desk.until(ends, "expired")).reason).toBe("quiet hours; later would be too late");
    await eventually(async () => expect((await desk.intent(waits)).reason).toBe("quiet hours"));
    const morning = new Date("2026-11-27T07:00:00Z");
    expect(await nextDueAt(desk.ports, 600_000)()).toEqual(morning);
    desk.clock.moveTo(morning);
    await desk.until(waits, "accepted");
  });

  test("an opt-out and a moved visit stop what is queued, by name", async () => {
    const desk = await openDesk(uri);
    const [mine, theirs] = [await desk.remind(), await desk.remind({ contactId: "c2" })];
    await suppressReminders(desk.ports)(tenantId, { contactId: "c1" }, "opted-out", "e1");
    expect(await desk.intent(mine)).toMatchObject({ state: "suppressed", reason: "opted-out" });
    desk.world.stillTrue = false;
    desk.send();
    expect(await desk.until(theirs, "suppressed")).toMatchObject({ reason: "visit-moved" });
    expect(desk.channel.asked).toEqual([]);
  });

  test("a file that WhatsApp does not take ends it; one that cannot be uploaded now is tried again", async () => {
    const desk = await openDesk(uri);
    let tries = 0;
    desk.channel.upload = async (intentId) => {
      if (intentId === bad) throw new Fault("invalid", "its file was refused: check its type");
      if (++tries === 1) throw new Fault("unavailable", "WhatsApp: TIMEOUT", { retryAfterMs: 5_000 });
    };
    const bad = await desk.say("bad", { contactId: "c1" });
    const slow = await desk.say("slow", { contactId: "c2" });
    desk.send();
    expect(await desk.until(bad, "failed")).toMatchObject({ reason: "its file was refused: check its type" });
    await eventually(async () => expect((await desk.intent(slow)).reason).toBe("waits: WhatsApp: TIMEOUT"));
    desk.clock.advance(5_000);
    expect(await desk.until(slow, "accepted")).toMatchObject({ attempts: 1 });
  });

  test("words for someone who was erased are let go", async () => {
    const desk = await openDesk(uri);
    const intentId = await desk.say("hello");
    const whose = { tenantId, subjectId: "c1", classes: ["conversation"] as const };
    await desk.phi.shred({ ...whose, reason: "asked", by: "test", at: desk.clock.now() });
    desk.send();
    expect(await desk.until(intentId, "suppressed")).toMatchObject({ reason: "erased" });
  });

  test("a refusal that lasts longer than the day for answers ends it at once", async () => {
    const desk = await openDesk(uri);
    desk.channel.answer = async () => refusal(131_049, "later", 24 * 3_600_000);
    const intentId = await desk.say("hello");
    desk.send();
    expect(await desk.until(intentId, "expired")).toMatchObject({ errorCode: 131_049 });
  });
}
