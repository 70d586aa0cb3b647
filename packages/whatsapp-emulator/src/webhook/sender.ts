import { randomUUID } from "node:crypto";
import type { Delivery } from "../state/model.ts";
import type { State } from "../state/state.ts";
import type { App } from "./apps.ts";
import type { Manner } from "./manner.ts";
import type { Answer } from "./post.ts";
import { holdsItsLane, keptMs, pauseAfter } from "./schedule.ts";

export type Webhook = Pick<Delivery, "lane" | "body"> &
  Partial<Pick<Delivery, "wabaId" | "field" | "phoneNumberId" | "patientId" | "messageId" | "isNotice">>;

export interface Sender {
  /**
   * Keeps a webhook, for each app that wants it, until it is taken. Call inside a transaction; `wake` sends it
   * afterwards. The id is of the first app's.
   */
  enqueue(webhook: Webhook): string;
  wake(): void;
  /** What came of the first try. Ask before waking. */
  firstAnswer(id: string): Promise<Answer>;
  /** Tries everything that waits, now: the clock was moved. */
  hurry(): void;
  isIdle(): boolean;
  /** What was never taken in time. */
  dropped(): readonly Delivery[];
  /** The newest that was taken. */
  lastTaken(): Delivery | undefined;
  stop(): Promise<void>;
}

export interface SenderPorts {
  readonly state: State;
  readonly now: () => number;
  readonly manner: () => Manner;
  readonly subscribers: (webhook: Webhook) => readonly App[];
  /** For messages of numbers that store nothing. */
  readonly isNoStorage: (phoneNumberId: string | undefined) => boolean;
  /** What goes to one of these can share a POST. */
  readonly destinationOf: (delivery: Delivery) => string;
  readonly deliver: (batch: readonly Delivery[]) => Promise<Answer>;
  readonly onTaken: (delivery: Delivery) => void;
  readonly onDropped: (delivery: Delivery) => void;
}

const inFlightMax = 32;
const noAnswer: Answer = { accepted: false, reason: "no app is subscribed to this" };

/** Delivers webhooks lane by lane, again and again until they are taken or too old. */
export function startSender(ports: SenderPorts): Sender {
  const { state, now, manner, deliver } = ports;
  const { deliveries, records } = state;
  const inFlight = new Map<string, Promise<void>>();
  const waiting = new Map<string, (answer: Answer) => void>();
  const dropped: Delivery[] = [];
  let lastTaken: Delivery | undefined;
  let flights = 0;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  const wake = (): void => {
    if (isStopped) return;
    clearTimeout(timer);
    const { batchMax } = manner();
    const busy = new Set<string>();
    const batches = new Map<string, Delivery[]>();
    const moment = Date.now();
    let soonest = Infinity;
    const send = (batch: readonly Delivery[]): void => {
      if (flights >= inFlightMax) return;
      const sending = attempt(batch);
      for (const { id } of batch) inFlight.set(id, sending);
    };
    for (const delivery of [...deliveries.values()].toSorted((one, other) => one.order - other.order)) {
      const isDue = delivery.nextAt <= moment;
      const isBusy = busy.has(delivery.lane);
      const joins = isDue && batchMax > 1 && !isBusy && !inFlight.has(delivery.id);
      if (!joins && (inFlight.has(delivery.id) || holdsItsLane(delivery.attempts))) busy.add(delivery.lane);
      if (isBusy || inFlight.has(delivery.id)) continue;
      if (!isDue) soonest = Math.min(soonest, delivery.nextAt);
      else if (!joins) send([delivery]);
      else {
        const key = ports.destinationOf(delivery);
        const batch = batches.get(key) ?? [];
        batch.push(delivery);
        batches.set(key, batch);
        if (batch.length < batchMax) continue;
        batches.delete(key);
        for (const { lane } of batch) busy.add(lane);
        send(batch);
      }
    }
    for (const batch of batches.values()) send(batch);
    if (soonest < Infinity) timer = setTimeout(wake, Math.min(soonest - moment, 2 ** 31 - 1));
  };

  const attempt = async (batch: readonly Delivery[]): Promise<void> => {
    flights += 1;
    const answer = await deliver(batch);
    flights -= 1;
    for (const { id } of batch) inFlight.delete(id);
    if (isStopped) return;
    for (const delivery of batch) {
      waiting.get(delivery.id)?.(answer);
      waiting.delete(delivery.id);
      // A reset while it was on its way has already removed it.
      if (deliveries.get(delivery.id) !== undefined) settle(delivery, answer);
    }
    wake();
  };

  const settle = (delivery: Delivery, answer: Answer): void => {
    if (answer.accepted) {
      lastTaken = delivery;
      records.transaction(() => {
        deliveries.delete(delivery.id);
        ports.onTaken(delivery);
      });
      return;
    }
    const attempts = delivery.attempts + 1;
    const tried = { ...delivery, attempts, lastReason: answer.reason };
    if (now() > (delivery.keptUntil ?? delivery.createdAt + keptMs.usual)) {
      dropped.push(tried);
      records.transaction(() => {
        deliveries.delete(delivery.id);
        ports.onDropped(tried);
      });
      return;
    }
    const nextAt = Date.now() + pauseAfter(attempts, manner());
    const lane = answer.letsOthersPass ? delivery.id : delivery.lane;
    deliveries.put(delivery.id, { ...tried, lane, nextAt });
  };

  return {
    enqueue: (webhook) => {
      const wabaId = webhook.wabaId ?? state.numbers.get(webhook.phoneNumberId ?? "")?.wabaId;
      const about = { ...webhook, ...(wabaId !== undefined && { wabaId }) };
      const isBrief = webhook.isNotice !== true && ports.isNoStorage(webhook.phoneNumberId);
      const life = isBrief ? keptMs.noStorage : keptMs.usual;
      const ids = ports.subscribers(about).map((app, index) => {
        const id = randomUUID();
        deliveries.put(id, {
          ...about,
          id,
          order: state.nextOrder(),
          createdAt: now(),
          keptUntil: now() + life,
          attempts: 0,
          nextAt: Date.now(),
          appId: app.id,
          // What one app does not take holds up no other.
          lane: index === 0 ? about.lane : `${app.id}/${about.lane}`,
        });
        return id;
      });
      return ids[0] ?? "";
    },
    wake,
    firstAnswer: (id) =>
      deliveries.get(id) === undefined
        ? Promise.resolve(noAnswer)
        : new Promise((resolve) => waiting.set(id, resolve)),
    hurry: () => {
      for (const delivery of deliveries.values())
        deliveries.put(delivery.id, { ...delivery, nextAt: Date.now() });
      wake();
    },
    isIdle: () => deliveries.size === 0,
    dropped: () => dropped,
    lastTaken: () => lastTaken,
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await Promise.allSettled(inFlight.values());
    },
  };
}
