import { expect, test } from "vitest";
import { openFallbackDesk } from "../fallback-desk.fixture.ts";
import type { FallbackPorts } from "./fallback-ports.ts";
import { nobodyKnows } from "./end-open-fates.ts";

type Desk = Awaited<ReturnType<typeof openFallbackDesk>>;

/** The ports of a process that stops for good after a step: nothing that it asks for comes back any more. */
function dyingAfter(
  point: "plan" | "announce" | "send",
  { ports }: Desk,
): FallbackPorts & { died: Promise<void> } {
  const death = Promise.withResolvers<void>();
  const life = Promise.withResolvers<never>();
  let isDead = false;
  const stopAt = (at: typeof point) => {
    if (at !== point) return undefined;
    isDead = true;
    death.resolve();
    return life.promise;
  };
  const intents: FallbackPorts["intents"] = {
    ...ports.intents,
    submitting: (inHand) => (isDead ? life.promise : ports.intents.submitting(inHand)),
    async plan(...what) {
      const planned = await ports.intents.plan(...what);
      await stopAt("plan");
      return planned;
    },
    async change(...news) {
      const after = await ports.intents.change(...news);
      if (after?.intent.state === "submitting") await stopAt("announce");
      return after;
    },
  };
  const sms: FallbackPorts["messengers"]["sms"] = {
    async send(notice) {
      const tried = await ports.messengers.sms.send(notice);
      await stopAt("send");
      return tried;
    },
  };
  return { ...ports, intents, messengers: { ...ports.messengers, sms }, died: death.promise };
}

/** What a crash leaves behind. */
export function fallbackCrashSuite(uri: string): void {
  test.each([
    { point: "plan", isSent: false, state: "accepted" },
    { point: "announce", isSent: false, state: "failed" },
    { point: "send", isSent: true, state: "failed" },
  ] as const)("killed after its $point: never twice", async ({ point, isSent, state }) => {
    const desk = await openFallbackDesk(uri, [{ channel: "sms", when: ["failed"] }]);
    await desk.meet();
    const intentId = await desk.remind();
    await desk.change(intentId, "failed");
    const dying = dyingAfter(point, desk);
    desk.dispatch(dying);
    await dying.died;
    expect(desk.mailbox.texts).toHaveLength(isSent ? 1 : 0);
    desk.send();
    if (state === "failed") {
      await desk.until(intentId, "sms", { state: "uncertain", reason: "its sender stopped in the middle" });
      desk.clock.advance(600_000);
    }
    await desk.until(intentId, "sms", { state, ...(state === "failed" && { reason: nobodyKnows }) });
    await desk.rest();
    expect(desk.mailbox.texts).toHaveLength(state === "accepted" || isSent ? 1 : 0);
  });
}
