import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { refusal } from "../channel.fixture.ts";
import { tenantId } from "../clinic.fixture.ts";
import { type Desk, openDesk } from "../desk.fixture.ts";
import { recordKey } from "../domain/choose-template.ts";
import { draftOf } from "../domain/template-record.ts";
import { eventually } from "../eventually.fixture.ts";

const contacts = ["c1", "c2", "c3"];
const full = "held: WhatsApp lets the clinic write to 2 people a day, not more";
const template = "answer_ready_v1";

async function remindAll(desk: Desk): Promise<readonly string[]> {
  const reminding = contacts.map(async (contactId) => {
    await desk.meet(contactId);
    return desk.remind({ contactId });
  });
  return Promise.all(reminding);
}

/** How many people a clinic may write to in a day. */
export function tierSuite(uri: string): void {
  test("beyond the day's people nobody is written to; it waits and says why, also after another took over", async () => {
    const desk = await openDesk(uri);
    await desk.tier.learnt(tenantId, 2);
    const intents = await remindAll(desk);
    const first = desk.dispatch();
    await eventually(() => expect(desk.channel.accepted).toHaveLength(2));
    const states = async () => Promise.all(intents.map(async (each) => (await desk.intent(each)).reason));
    await eventually(async () => expect(await states()).toContain(full));
    await first.stop();

    // Another begins with what is on record.
    desk.send();
    desk.clock.advance(60 * 60_000);
    await pause(300);
    expect(desk.channel.asked).toHaveLength(2);
    // Who is among them already is written to again.
    const again = await desk.remind({
      contactId: desk.channel.accepted[0]?.intentId === intents[0] ? "c1" : "c2",
    });
    await eventually(async () => expect(["accepted", "planned"]).toContain((await desk.intent(again)).state));
    await desk.tier.learnt(tenantId, 250);
    desk.clock.advance(60 * 60_000);
    for (const each of intents) await desk.until(each, "accepted");
  });

  test("what else is said leaves room for the reminders of a day", async () => {
    const desk = await openDesk(uri);
    await desk.tier.learnt(tenantId, 2);
    const startsAt = new Date(desk.clock.now().getTime() + 30 * 3_600_000);
    const visit = { tenantId, appointmentId: "a1", version: 1, contactId: "c1", startsAt, isOn: true };
    await desk.tier.visit(visit);
    await desk.tier.visit({ ...visit, appointmentId: "a2", contactId: "c2" });
    await desk.tier.visit({ ...visit, appointmentId: "a2", version: 2, contactId: "c2", isOn: false });
    await desk.tier.visit({ ...visit, appointmentId: "a2", version: 1, contactId: "c2" });
    const approved = {
      ...draftOf({ name: template, language: "es" }, "UTILITY"),
      state: "approved" as const,
    };
    desk.world.templates = new Map([[recordKey(template, "es"), approved]]);
    const fill = (contactId: string) => desk.fill(template, "es", { clinic_name: "A" }, { contactId });
    const one = await fill("c8");
    desk.send();
    await desk.until(one, "accepted");
    const other = await fill("c9");
    await eventually(async () => expect((await desk.intent(other)).reason).toBe(full));
    await desk.meet("c1");
    await desk.until(await desk.remind({ contactId: "c1" }), "accepted");
    expect((await desk.intent(other)).state).toBe("planned");
  });

  test("when WhatsApp says that it is too much nobody new is written to for an hour; answers go on", async () => {
    const desk = await openDesk(uri);
    desk.channel.answer = async () => refusal(131_048, "later", 3_600_000);
    const intents = await remindAll(desk);
    desk.send();
    const capped = "held: WhatsApp lets the clinic write to nobody new now";
    await eventually(() => expect(desk.channel.asked.length).toBeGreaterThan(0));
    desk.channel.answer = async () => "accept";
    await pause(300);
    await desk.meet("c5");
    const later = await desk.remind({ contactId: "c5" });
    await eventually(async () => expect((await desk.intent(later)).reason).toBe(capped));
    await desk.until(await desk.say("an answer", { contactId: "c6" }), "accepted");
    desk.clock.advance(3_600_000);
    for (const each of [...intents, later]) await desk.until(each, "accepted");
  });
}
