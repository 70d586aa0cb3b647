import { expect, test } from "vitest";
import { refusal } from "../channel.fixture.ts";
import { openDesk } from "../desk.fixture.ts";
import type { Tried } from "../domain/outcome.ts";
import { eventually } from "../eventually.fixture.ts";

const expired: Tried = { ...refusal(190, "no"), fault: "account" } as Tried;
const reason = "held: refused by WhatsApp";

/** WhatsApp takes nothing from a clinic: nobody's words are lost for it. */
export function accountSuite(uri: string): void {
  test("an expired token: all wait, explained; one tries; they go when it works again", async () => {
    const desk = await openDesk(uri);
    let isBroken = true;
    desk.channel.answer = async () => (isBroken ? expired : "accept");
    const first = await desk.say("1");
    desk.send();
    await eventually(async () => expect((await desk.intent(first)).reason).toBe(reason));
    const others = [await desk.say("2", { contactId: "c2" }), await desk.say("3", { contactId: "c3" })];
    const all = [first, ...others];
    for (const intentId of others)
      await eventually(async () =>
        expect(await desk.intent(intentId)).toMatchObject({ reason, attempts: 0 }),
      );
    expect(desk.channel.asked).toHaveLength(1);

    desk.clock.advance(3_000);
    await eventually(() => expect(desk.channel.asked).toHaveLength(2));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(desk.channel.asked).toHaveLength(2);
    for (const intentId of all) expect((await desk.intent(intentId)).state).toBe("planned");

    isBroken = false;
    desk.clock.advance(6_000);
    await eventually(() => expect(desk.channel.accepted.length).toBeGreaterThan(0));
    desk.clock.advance(2_000);
    for (const intentId of all) await desk.until(intentId, "accepted");
    expect(desk.channel.accepted).toHaveLength(3);
    expect(
      (await desk.intent(first)).history.filter((step) => step.reason === reason).length,
    ).toBeGreaterThan(0);
  });

  test("what would be useless by then ends, explained", async () => {
    const desk = await openDesk(uri);
    desk.channel.answer = async () => expired;
    const intentId = await desk.say("1", { expiresAt: new Date(desk.clock.now().getTime() + 2_000) });
    desk.send();
    expect(await desk.until(intentId, "expired")).toMatchObject({
      ...{ errorCode: 190, reason: `${reason}; later would be too late` },
    });
  });

  test("however often its account is refused, a message does not fail for it", async () => {
    const desk = await openDesk(uri);
    desk.channel.answer = async () => expired;
    const intentId = await desk.say("1");
    desk.send();
    for (let tries = 1; tries <= 10; tries++) {
      await eventually(() => expect(desk.channel.asked).toHaveLength(tries));
      await desk.until(intentId, "planned");
      desk.clock.advance(300_000);
    }
    desk.channel.answer = async () => "accept";
    await desk.until(intentId, "accepted");
  });

  test("an emergency tries at once, and what it learns counts for all", async () => {
    const desk = await openDesk(uri);
    desk.channel.answer = async ({ intentId }) => (intentId === "emergency" ? "accept" : expired);
    const held = await desk.say("1");
    desk.send();
    await eventually(async () => expect((await desk.intent(held)).reason).toBe(reason));
    await desk.say("call 112", { intentId: "emergency", contactId: "c2", intentClass: "emergency" });
    await desk.until("emergency", "accepted");
    desk.channel.answer = async () => "accept";
    const later = await desk.say("2", { contactId: "c3" });
    await desk.until(later, "accepted");
  });
}
