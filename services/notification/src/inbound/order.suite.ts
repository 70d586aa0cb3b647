import { randomUUID } from "node:crypto";
import { Fault } from "@careline/faults";
import { expect, test } from "vitest";
import { refusal } from "../channel.fixture.ts";
import { openDesk } from "../desk.fixture.ts";
import { eventually } from "../eventually.fixture.ts";

/** Who goes when. */
export function orderSuite(uri: string): void {
  test("answers and confirmations of a contact go one after the other, in their order", async () => {
    const desk = await openDesk(uri);
    let most = 0;
    let now = 0;
    desk.channel.answer = async () => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setTimeout(resolve, 5));
      now -= 1;
      return "accept";
    };
    for (let each = 1; each <= 12; each++)
      await desk.say(`${each}`, { intentClass: each % 3 === 0 ? "confirmation" : "reply" });
    desk.send();
    await eventually(() => expect(desk.channel.accepted).toHaveLength(12));
    expect(desk.channel.texts()).toEqual(Array.from({ length: 12 }, (_, index) => `${index + 1}`));
    expect(most).toBe(1);
  });

  test("an answer that is refused for now holds back the later ones of its contact, and no one else's", async () => {
    const desk = await openDesk(uri);
    let times = 0;
    desk.channel.answer = async ({ intentId }) =>
      intentId === first && ++times === 1 ? refusal(130_429, "later", 60_000) : "accept";
    const first = await desk.say("1");
    await desk.say("2");
    await desk.say("other", { contactId: "c2" });
    desk.send();
    await eventually(() => expect(desk.channel.texts()).toEqual(["other"]));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(desk.channel.texts()).toEqual(["other"]);
    desk.clock.advance(60_000);
    await eventually(() => expect(desk.channel.texts()).toEqual(["other", "1", "2"]));
  });

  test("later answers wait for an open fate, but not for long; then it is not said after them", async () => {
    const desk = await openDesk(uri);
    desk.channel.answer = async ({ intentId }) =>
      intentId === first ? { kind: "uncertain", reason: "TIMEOUT" } : "accept";
    const first = await desk.say("1");
    const second = await desk.say("2");
    desk.send();
    await desk.until(first, "uncertain");
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await desk.intent(second)).state).toBe("planned");
    desk.clock.advance(31_000);
    await desk.until(second, "accepted");
    desk.clock.advance(600_000);
    expect(await desk.until(first, "failed")).toMatchObject({
      reason: "nobody knows whether it arrived, and later answers went out",
    });
  });

  test("an answer does not pass one whose silence is about to be decided, however long that was put off", async () => {
    const desk = await openDesk(uri);
    desk.channel.answer = async () =>
      desk.channel.asked.length > 1 ? "accept" : { kind: "uncertain", reason: "TIMEOUT" };
    const first = await desk.say("1");
    desk.send();
    await desk.until(first, "uncertain");
    // Nobody listened all the while, so nothing was decided.
    desk.world.deafMs = Infinity;
    desk.clock.advance(700_000);
    const second = await desk.say("2");
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect((await desk.intent(second)).state).toBe("planned");
    desk.world.deafMs = 0;
    await desk.until(first, "planned");
    desk.clock.advance(5_000);
    await desk.until(second, "accepted");
    expect(desk.channel.texts()).toEqual(["1", "2"]);
  });

  test("a contact that hangs, and a crowd behind it, block nobody else", async () => {
    const desk = await openDesk(uri);
    const release = Promise.withResolvers<"accept">();
    desk.channel.answer = async ({ message }) =>
      message.content?.$case === "text" && message.content.value.body === "stuck"
        ? release.promise
        : "accept";
    for (let each = 0; each < 60; each++) await desk.say("stuck", { contactId: "stuck" });
    desk.send();
    await eventually(() => expect(desk.channel.asked).toHaveLength(1));
    const other = await desk.say("hello", { contactId: "c2" });
    await desk.until(other, "accepted");
    release.resolve("accept");
  });

  test("an emergency overtakes its own contact's busy lane and all that is queued", async () => {
    const desk = await openDesk(uri);
    const release = Promise.withResolvers<"accept">();
    let isEmergencyOut = false;
    desk.channel.answer = async ({ intentId }) => {
      isEmergencyOut ||= intentId === "emergency";
      return isEmergencyOut ? "accept" : release.promise;
    };
    // Every place for answers is taken, and more wait behind.
    for (let each = 0; each < 40; each++) await desk.say("queued", { contactId: `c${each % 20}` });
    desk.send();
    await eventually(() => expect(desk.channel.asked).toHaveLength(16));
    await desk.say("call 112", { intentId: "emergency", contactId: "c1", intentClass: "emergency" });
    await desk.until("emergency", "accepted");
    expect(desk.channel.texts()).toEqual(["call 112"]);
    release.resolve("accept");
    await eventually(() => expect(desk.channel.accepted).toHaveLength(41));
  });

  test("reminders that wait for a peer leave room for answers, and end when they are useless", async () => {
    const desk = await openDesk(uri);
    desk.world.away = new Fault("unavailable", "compliance-audit does not answer");
    const expiresAt = new Date(desk.clock.now().getTime() + 30 * 60_000);
    const reminders = await Promise.all(
      Array.from({ length: 20 }, (_, index) => desk.remind({ contactId: `c${index}`, expiresAt })),
    );
    desk.send();
    const answer = await desk.say("hello", { contactId: "c1" });
    await desk.until(answer, "accepted");
    const [one = ""] = reminders;
    await eventually(async () =>
      expect(await desk.intent(one)).toMatchObject({
        ...{ state: "planned", reason: "waits: compliance-audit does not answer" },
      }),
    );
    desk.clock.moveTo(expiresAt);
    for (const reminder of reminders) await desk.until(reminder, "expired");
  });

  test("an intent's id that another tenant has is refused, and read by nobody else", async () => {
    const desk = await openDesk(uri);
    const intentId = await desk.say("1");
    await expect(
      desk.ports.intents.plan(randomUUID(), {
        intent: { ...(await desk.intent(intentId)), tenantId: "ribera" },
        phoneNumberId: "",
        message: undefined,
      }),
    ).rejects.toMatchObject({ kind: "denied" });
    expect(await desk.ports.intents.find("ribera", intentId)).toBeUndefined();
  });

  test("twenty in a row go to one person, the next waits its six seconds, and an emergency does not", async () => {
    const desk = await openDesk(uri);
    const said: string[] = [];
    for (let each = 0; each < 22; each++) said.push(await desk.say(`${each}`));
    desk.send();
    await eventually(() => expect(desk.channel.accepted).toHaveLength(20));
    const next = said[20] ?? "";
    await eventually(async () => expect((await desk.intent(next)).reason).toMatch(/in a row to one person$/));
    const urgent = await desk.say("call 112", { intentClass: "emergency" });
    await desk.until(urgent, "accepted");
    expect(desk.channel.accepted).toHaveLength(21);
    // Two are owed by then: the emergency counts.
    desk.clock.advance(12_000);
    await desk.until(next, "accepted");
    expect((await desk.intent(said[21] ?? "")).state).toBe("planned");
    desk.clock.advance(6_000);
    await desk.until(said[21] ?? "", "accepted");
  });
}
