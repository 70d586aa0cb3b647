import { expect, test } from "vitest";
import { tenantId } from "../clinic.fixture.ts";
import { eventually } from "../eventually.fixture.ts";
import { email, openFallbackDesk, phone } from "../fallback-desk.fixture.ts";
import { nobodyKnows } from "./end-open-fates.ts";

const minutes = 60_000;

/** What another channel says when WhatsApp did not. */
export function fallbackSuite(uri: string): void {
  test("who is not on WhatsApp gets one SMS, and nothing of them is in a log", async () => {
    const desk = await openFallbackDesk(uri);
    await desk.meet();
    const intentId = await desk.remind();
    await desk.change(intentId, "failed", 131_026);
    desk.send();
    const sent = await desk.until(intentId, "sms", { state: "accepted" });
    expect(sent).toMatchObject({
      channel: "sms",
      source: "reminder",
      sourceId: intentId,
      intentClass: "reminder",
    });
    expect(sent.history.map(({ state, reason }) => `${state}: ${reason}`)).toEqual([
      "planned: failed by WhatsApp",
      "submitting: ",
      "accepted: ",
    ]);
    await desk.rest();
    const text =
      "Clinica Alameda: le recordamos su cita el viernes, 27 de noviembre a las 14:00. Para cambiarla, llame al +34 910 000 100";
    expect(desk.mailbox.texts).toEqual([{ to: `+${phone}`, text, id: sent.intentId }]);
    expect(desk.mailbox.seen).toEqual([{ authorization: "Bearer sms-token" }]);
    expect(desk.mailbox.mails).toEqual([]);
    for (const word of [phone, email, "Alameda", "14:00"]) expect(desk.lines.join("")).not.toContain(word);
  });

  test("unread for four hours: an SMS; what stays unread gets no second one", async () => {
    const desk = await openFallbackDesk(uri);
    await desk.meet();
    const intentId = await desk.remind();
    await desk.change(intentId, "delivered");
    desk.send();
    desk.clock.advance(239 * minutes);
    await desk.rest();
    expect(await desk.other(intentId, "sms")).toBeUndefined();
    expect(await desk.ports.looks.nextAt(desk.clock.now())).toEqual(
      new Date(desk.clock.now().getTime() + minutes),
    );
    desk.clock.advance(minutes);
    await desk.until(intentId, "sms", { state: "accepted" });
    await desk.change(intentId, "failed");
    await desk.rest();
    expect(desk.mailbox.texts).toHaveLength(1);
    expect(desk.mailbox.mails).toHaveLength(0);
  });

  test("read in time: nothing", async () => {
    const desk = await openFallbackDesk(uri);
    await desk.meet();
    const intentId = await desk.remind();
    await desk.change(intentId, "read");
    desk.send();
    desk.clock.advance(300 * minutes);
    await desk.rest();
    expect(await desk.other(intentId, "sms")).toBeUndefined();
  });

  test("by night it waits; read meanwhile, it is left out", async () => {
    const desk = await openFallbackDesk(uri);
    desk.clock.moveTo(new Date("2026-11-26T20:30:00Z"));
    await desk.meet();
    const intentId = await desk.remind();
    await desk.change(intentId, "failed");
    desk.send();
    const morning = new Date("2026-11-27T07:00:00Z");
    const waits = await desk.until(intentId, "sms", { state: "planned", reason: "quiet hours" });
    expect(waits.notBefore).toEqual(morning);
    await desk.change(intentId, "read");
    desk.clock.moveTo(morning);
    await desk.until(intentId, "sms", { state: "suppressed", reason: "it was read on WhatsApp" });
    expect(desk.mailbox.texts).toEqual([]);
  });

  test.each([
    ["the visit is cancelled", { stillTrue: false }, "visit-cancelled"],
    ["the contact opted out", { consent: "withdrawn" }, "opted-out"],
  ] as const)("%s: nothing, and it says why", async (_name, change, reason) => {
    const desk = await openFallbackDesk(uri);
    await desk.meet();
    const intentId = await desk.remind();
    await desk.change(intentId, "failed");
    Object.assign(desk.world, change);
    desk.send();
    await desk.until(intentId, "sms", { state: "suppressed", reason });
    expect(desk.mailbox.texts).toEqual([]);
  });

  test("what waits stops at once when the visit is cancelled", async () => {
    const desk = await openFallbackDesk(uri);
    desk.clock.moveTo(new Date("2026-11-26T21:00:00Z"));
    const intentId = await desk.remind();
    await desk.change(intentId, "failed");
    desk.send();
    await desk.until(intentId, "sms", { reason: "quiet hours" });
    await desk.suppress(tenantId, { appointmentId: "a1" }, "visit-cancelled", "e1");
    expect(await desk.other(intentId, "sms")).toMatchObject({
      state: "suppressed",
      reason: "visit-cancelled",
    });
  });

  test("SMS is refused or has no number: the mail says it", async () => {
    const desk = await openFallbackDesk(uri);
    await desk.meet({ email });
    const [first, second] = [await desk.remind(), await desk.remind()];
    await desk.change(first, "failed");
    desk.send();
    await desk.until(first, "sms", { state: "failed", reason: "no phone number is known" });
    const sent = await desk.until(first, "email", { state: "accepted" });
    expect(sent.history[0]?.reason).toBe("failed by SMS");
    const [mail = ""] = desk.mailbox.mails;
    for (const line of [`Message-ID: <${sent.intentId}@alameda.example>`, "Auto-Submitted: auto-generated"])
      expect(mail).toContain(line);
    expect(mail).toContain("List-Unsubscribe: <mailto:citas@alameda.example?subject=unsubscribe>");
    expect(mail).toMatch(/text\/plain[^]*text\/html/);

    await desk.meet();
    desk.mailbox.post.sms = 400;
    await desk.change(second, "failed");
    const refused = await desk.until(second, "sms", { state: "failed" });
    expect(refused).toMatchObject({ errorCode: 400, reason: "the SMS service refused it: HTTP 400" });
    await desk.until(second, "email", { state: "accepted" });
    expect(desk.lines.join("")).not.toContain("Ana");
  });

  test("an answer that never came is not asked for again; the next channel may say it", async () => {
    const desk = await openFallbackDesk(uri);
    await desk.meet();
    desk.mailbox.post.sms = "drop";
    const intentId = await desk.remind();
    await desk.change(intentId, "failed");
    desk.send();
    await desk.until(intentId, "sms", { state: "uncertain" });
    desk.clock.advance(10 * minutes);
    await desk.until(intentId, "sms", { state: "failed", reason: nobodyKnows });
    await desk.until(intentId, "email", { state: "accepted" });
    expect(desk.mailbox.texts).toHaveLength(1);
  });

  test("a mail server that is away is tried again as long as it helps", async () => {
    const desk = await openFallbackDesk(uri, [{ channel: "email", when: ["failed"] }]);
    await desk.meet();
    desk.mailbox.post.mail.toAddress = 451;
    const intentId = await desk.remind();
    await desk.change(intentId, "failed");
    desk.send();
    for (let attempts = 1; attempts <= 10; attempts++) {
      await desk.until(intentId, "email", { state: "planned", attempts, reason: "the mail server: 451" });
      desk.clock.advance(5 * minutes);
    }
    desk.mailbox.post.mail.toAddress = 0;
    await desk.until(intentId, "email", { state: "accepted" });
    expect(desk.mailbox.mails).toHaveLength(1);
  });

  test("WhatsApp takes nothing from the clinic for hours: the SMS says it, and WhatsApp then does not", async () => {
    const desk = await openFallbackDesk(uri);
    await desk.meet();
    const intentId = await desk.remind();
    await desk.firsts.change(
      ...[tenantId, intentId],
      (intent) => ({ ...intent, state: "planned", history: [...intent.history] }),
      { requestId: intentId },
    );
    desk.send();
    desk.clock.advance(240 * minutes);
    await desk.until(intentId, "sms", { state: "accepted" });
    await eventually(async () =>
      expect((await desk.firsts.find(tenantId, intentId))?.intent).toMatchObject({
        ...{ state: "suppressed", reason: "said by sms" },
      }),
    );
  });

  test("who asked for e-mail gets e-mail, and WhatsApp is not asked", async () => {
    const desk = await openFallbackDesk(uri);
    await desk.meet();
    desk.world.wants = "email";
    const intentId = await desk.remind();
    desk.send();
    await eventually(() => expect(desk.mailbox.mails).toHaveLength(1));
    expect(await desk.firsts.find(tenantId, intentId)).toBeUndefined();
  });
}
