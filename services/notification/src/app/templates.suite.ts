import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { openDesk } from "../desk.fixture.ts";
import { recordKey } from "../domain/choose-template.ts";
import { draftOf, type TemplateRecord } from "../domain/template-record.ts";
import { eventually } from "../eventually.fixture.ts";

const day = "appointment_reminder_24h_v1";
const former = "appointment_reminder_v1";

const standing = (name: string, language: string, change: Partial<TemplateRecord>) =>
  [recordKey(name, language), { ...draftOf({ name, language }, "UTILITY"), ...change }] as const;

/** What is said outside the window is said by a template that WhatsApp has approved. */
export function templateSuite(uri: string): void {
  test("a reminder goes by the approved template of its contact's language, with its variables by name", async () => {
    const desk = await openDesk(uri);
    desk.world.templates = new Map([
      standing(day, "es", { state: "approved" }),
      standing(day, "en", { state: "approved" }),
    ]);
    await desk.meet("c1", "es");
    const intentId = await desk.remind();
    desk.send();
    await desk.until(intentId, "accepted");
    const [sent] = desk.channel.accepted;
    expect(sent?.message.content?.value).toMatchObject({ name: day, language: "es", bodyParameters: [] });
    expect(desk.channel.texts()).toEqual(["Clínica Alameda viernes, 27 de noviembre 14:00"]);
  });

  test("a rejected one is not chosen: the reminder goes in another language of its name", async () => {
    const desk = await openDesk(uri);
    desk.world.templates = new Map([
      standing(day, "es", { state: "rejected" }),
      standing(day, "en", { state: "approved" }),
    ]);
    await desk.meet("c1", "es");
    const intentId = await desk.remind();
    desk.send();
    await desk.until(intentId, "accepted");
    expect(desk.channel.texts()).toEqual(["Clínica Alameda Friday 27 November 14:00"]);
  });

  test("with none approved it waits and says why, goes when one is, and ends when that is too late", async () => {
    const desk = await openDesk(uri);
    const rejected = { state: "rejected", reason: "WhatsApp takes it for advertising" } as const;
    desk.world.templates = new Map([
      standing(day, "es", rejected),
      standing(former, "es", { state: "disabled" }),
    ]);
    // The former one is not tried in another language either.
    desk.world.templates = new Map([...desk.world.templates, standing(former, "en", { state: "disabled" })]);
    await desk.meet("c1", "es");
    await desk.meet("c2", "es");
    const [waits, ends] = [
      await desk.remind({ contactId: "c1" }),
      await desk.remind({ contactId: "c2", expiresAt: new Date(desk.clock.now().getTime() + 30_000) }),
    ];
    desk.send();
    const reason = `held: the template ${day} in es is rejected: WhatsApp takes it for advertising`;
    await eventually(async () =>
      expect(await desk.intent(waits)).toMatchObject({ state: "planned", reason }),
    );
    expect((await desk.until(ends, "expired")).reason).toBe(`${reason}; later would be too late`);

    desk.world.templates = new Map([standing(day, "es", { state: "approved" })]);
    await pause(200);
    expect(desk.channel.asked).toEqual([]);
    desk.clock.advance(60_000);
    await desk.until(waits, "accepted");
  });

  test("a template that another service filled goes without a window, if it stands and its values fit", async () => {
    const desk = await openDesk(uri);
    desk.world.templates = new Map([standing("answer_ready_v1", "es", { state: "approved" })]);
    const good = await desk.fill(
      "answer_ready_v1",
      "es",
      { clinic_name: "Clínica Alameda" },
      { contactId: "c1" },
    );
    const unfit = await desk.fill("answer_ready_v1", "es", { clinic_name: "A\nB" }, { contactId: "c2" });
    const waits = await desk.fill("answer_ready_v1", "fr", { clinic_name: "A" }, { contactId: "c3" });
    const words = await desk.say("free words", { contactId: "c4", windowOpenedAt: undefined });
    desk.send();
    await desk.until(good, "accepted");
    expect((await desk.until(unfit, "failed")).reason).toBe(
      "its template cannot be filled: clinic_name: line break, tab or five spaces",
    );
    await eventually(async () =>
      expect((await desk.intent(waits)).reason).toBe(
        "held: the template answer_ready_v1 in fr is not approved by the clinic yet",
      ),
    );
    expect((await desk.until(words, "suppressed")).reason).toBe("window-closed");
    expect(desk.channel.accepted).toHaveLength(1);
  });
}
