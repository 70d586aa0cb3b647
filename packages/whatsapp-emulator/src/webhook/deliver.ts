import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Faults } from "../state/faults.ts";
import type { Delivery } from "../state/model.ts";
import type { Answer, Poster } from "./post.ts";

export interface Subscription {
  readonly url: string;
  readonly verifyToken: string;
}

/** One try to deliver, with the handshake before the first to each address, and with the faults that were asked for. */
export function deliverer(poster: Poster, faults: Faults, subscription: () => Subscription) {
  let verified: string | undefined;

  const post = async (body: string): Promise<Answer> => {
    const { url, verifyToken } = subscription();
    if (verified !== url) {
      const complaint = await poster.handshake(
        url,
        verifyToken,
        String(randomInt(1_000_000_000, 2_000_000_000)),
      );
      if (complaint !== undefined) return { accepted: false, reason: complaint };
      verified = url;
    }
    return poster.post(url, body);
  };

  return async ({ body, patientId }: Delivery): Promise<Answer> => {
    const fault = faults.forWebhook(patientId);
    if (fault === undefined) return post(body);
    switch (fault.kind) {
      case "duplicateStatus": {
        const [first] = await Promise.all([post(body), post(body)]);
        return first;
      }
      case "disorder":
        return { accepted: false, reason: "fault: disorder", letsOthersPass: true };
      case "slow":
        await pause(fault.delayMs ?? 2_000);
        return post(body);
      case "timeoutAfterAccept":
      case "resetAfterAccept":
        // The receiver has it, and the sender never learns: it will send again.
        await post(body);
        return { accepted: false, reason: `fault: ${fault.kind}` };
      case "error":
      case "http500":
      case "refuse":
      case "loseStatus":
      case "delayStatus":
      case "statusBeforeResponse":
      case "sentAfterFailed":
        return { accepted: false, reason: `fault: ${fault.kind}` };
    }
  };
}
