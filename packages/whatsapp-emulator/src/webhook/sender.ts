import { randomUUID } from "node:crypto";
import type { Delivery } from "../state/model.ts";
import type { State } from "../state/state.ts";
import type { Answer } from "./post.ts";
import { holdsItsLane, isTooOld, pauseAfter } from "./schedule.ts";

export interface Sender {
  /** Keeps a webhook until it is taken. Call inside a transaction; `wake` sends it afterwards. */
  enqueue(
    webhook: Pick<Delivery, "lane" | "body"> &
      Partial<Pick<Delivery, "wabaId" | "field" | "phoneNumberId" | "patientId" | "messageId">>,
  ): string;
  wake(): void;
  /** What came of the first try. Ask before waking. */
  firstAnswer(id: string): Promise<Answer>;
  /** Tries everything that waits, now: the clock was moved. */
  hurry(): void;
  isIdle(): boolean;
  dropped(): number;
  stop(): Promise<void>;
}

export interface SenderPorts {
  readonly state: State;
  readonly now: () => number;
  readonly deliver: (delivery: Delivery) => Promise<Answer>;
  readonly onTaken: (delivery: Delivery) => void;
}

const inFlightMax = 32;

/** Delivers webhooks lane by lane, again and again until they are taken or seven days have passed. */
export function startSender({ state, now, deliver, onTaken }: SenderPorts): Sender {
  const { deliveries, records } = state;
  const inFlight = new Map<string, Promise<void>>();
  const waiting = new Map<string, (answer: Answer) => void>();
  let timer: NodeJS.Timeout | undefined;
  let dropped = 0;
  let isStopped = false;

  const wake = (): void => {
    if (isStopped) return;
    clearTimeout(timer);
    const busy = new Set<string>();
    const moment = Date.now();
    let soonest = Infinity;
    for (const delivery of [...deliveries.values()].toSorted((one, other) => one.order - other.order)) {
      const isBusy = busy.has(delivery.lane);
      if (inFlight.has(delivery.id) || holdsItsLane(delivery.attempts)) busy.add(delivery.lane);
      if (isBusy || inFlight.has(delivery.id)) continue;
      if (delivery.nextAt > moment) soonest = Math.min(soonest, delivery.nextAt);
      else if (inFlight.size < inFlightMax) inFlight.set(delivery.id, attempt(delivery));
    }
    if (soonest < Infinity) timer = setTimeout(wake, soonest - moment);
  };

  const attempt = async (delivery: Delivery): Promise<void> => {
    const answer = await deliver(delivery);
    inFlight.delete(delivery.id);
    if (isStopped) return;
    waiting.get(delivery.id)?.(answer);
    waiting.delete(delivery.id);
    // A reset while it was on its way has already removed it.
    if (deliveries.get(delivery.id) !== undefined) settle(delivery, answer);
    wake();
  };

  const settle = (delivery: Delivery, answer: Answer): void => {
    if (answer.accepted) {
      records.transaction(() => {
        deliveries.delete(delivery.id);
        onTaken(delivery);
      });
      return;
    }
    if (isTooOld(delivery.createdAt, now())) {
      deliveries.delete(delivery.id);
      dropped += 1;
      return;
    }
    const attempts = delivery.attempts + 1;
    const nextAt = Date.now() + pauseAfter(attempts);
    const lane = answer.letsOthersPass ? delivery.id : delivery.lane;
    deliveries.put(delivery.id, { ...delivery, lane, attempts, nextAt, lastReason: answer.reason });
  };

  return {
    enqueue: (webhook) => {
      const id = randomUUID();
      deliveries.put(id, {
        id,
        order: state.nextOrder(),
        createdAt: now(),
        attempts: 0,
        nextAt: Date.now(),
        ...webhook,
      });
      return id;
    },
    wake,
    firstAnswer: (id) => new Promise((resolve) => waiting.set(id, resolve)),
    hurry: () => {
      for (const delivery of deliveries.values())
        deliveries.put(delivery.id, { ...delivery, nextAt: Date.now() });
      wake();
    },
    isIdle: () => deliveries.size === 0,
    dropped: () => dropped,
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await Promise.allSettled(inFlight.values());
    },
  };
}
