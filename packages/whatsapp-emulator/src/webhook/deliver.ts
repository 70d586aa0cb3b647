import { setTimeout as pause } from "node:timers/promises";
import { sign } from "@careline/whatsapp";
import type { Faults } from "../state/faults.ts";
import type { Delivery, FaultOrder } from "../state/model.ts";
import type { App, Callback } from "./apps.ts";
import { batched } from "./batch.ts";
import type { Manner } from "./manner.ts";
import type { Answer, Poster } from "./post.ts";

export interface DeliveryPorts {
  readonly poster: Poster;
  readonly faults: Faults;
  readonly manner: () => Manner;
  /** Whose a delivery is, and where it goes now; undefined when that app is no more. */
  readonly addressOf: (delivery: Delivery) => { readonly app: App; readonly callback: Callback } | undefined;
  readonly chance: () => number;
}

/** One try to deliver, with the handshake before the first to each address, and with the faults that were asked for. */
export function deliverer({ poster, faults, manner, addressOf, chance }: DeliveryPorts) {
  const verified = new Set<string>();

  const postTo = async (app: App, callback: Callback, body: string): Promise<Answer> => {
    const { url, verifyToken } = callback;
    const address = `${url} ${verifyToken}`;
    if (!verified.has(address)) {
      const complaint = await poster.handshake(callback);
      if (complaint !== undefined) return { accepted: false, reason: complaint };
      verified.add(address);
    }
    const bytes = Buffer.from(body, "utf8");
    return poster.post(url, bytes, { "x-hub-signature-256": sign(bytes, app.secret) });
  };

  return async (batch: readonly Delivery[]): Promise<Answer> => {
    const [first] = batch;
    const address = first === undefined ? undefined : addressOf(first);
    if (address === undefined) return { accepted: false, reason: "its app is no longer known" };
    const { batchShape, duplicateProbability, disorderProbability } = manner();
    const fault = firstFault(faults, batch);
    if (fault === undefined && disorderProbability > 0 && chance() < disorderProbability)
      return { accepted: false, reason: "chance: disorder", letsOthersPass: true };
    const body = batched(
      batch.map((delivery) => delivery.body),
      batchShape,
    );
    const post = (): Promise<Answer> => postTo(address.app, address.callback, body);
    if (fault !== undefined) return withFault(fault, post);
    const answer = await post();
    if (answer.accepted && duplicateProbability > 0 && chance() < duplicateProbability) await post();
    return answer;
  };
}

function firstFault(faults: Faults, batch: readonly Delivery[]): FaultOrder | undefined {
  for (const { patientId } of batch) {
    const fault = faults.forWebhook(patientId);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

async function withFault(fault: FaultOrder, post: () => Promise<Answer>): Promise<Answer> {
  switch (fault.kind) {
    case "duplicateStatus": {
      const [first] = await Promise.all([post(), post()]);
      return first;
    }
    case "disorder":
      return { accepted: false, reason: "fault: disorder", letsOthersPass: true };
    case "slow":
      await pause(fault.delayMs ?? 2_000);
      return post();
    case "timeoutAfterAccept":
    case "resetAfterAccept":
      // The receiver has it, and the sender never learns: it will send again.
      await post();
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
}
