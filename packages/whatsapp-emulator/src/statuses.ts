import { statusBody } from "./rules/webhook-body.ts";
import { wire } from "./rules/wire.ts";
import { chatKey } from "./state/chats.ts";
import { viewOf, type Live } from "./state/live.ts";
import type { PendingStatus } from "./state/model.ts";
import type { State } from "./state/state.ts";
import type { Sender } from "./webhook/sender.ts";

export interface StatusRunner {
  /** Sets the timers of statuses that are already kept. */
  watch(pending: readonly PendingStatus[]): void;
  /** Lets what is due for these messages come true now, in order. */
  bringForward(messageIds: ReadonlySet<string>): void;
  isIdle(): boolean;
  stop(): void;
}

export interface StatusPorts {
  readonly state: State;
  readonly live: Live;
  readonly sender: Sender;
  readonly now: () => number;
}

/** Makes planned statuses come true: the message's own record and its webhooks, both or neither. */
export function startStatuses({ state, live, sender, now }: StatusPorts): StatusRunner {
  const timers = new Map<string, NodeJS.Timeout>();

  const fire = (id: string): void => {
    clearTimeout(timers.get(id));
    timers.delete(id);
    const pending = state.pendingStatuses.get(id);
    const message = state.messages.get(pending?.messageId ?? "");
    const number = state.numbers.get(message?.phoneNumberId ?? "");
    if (pending === undefined || message === undefined || number === undefined) return;
    const patient = state.patients.get(message.patientId ?? "");
    const at = now();
    const { status, code } = pending;
    const statuses = [...message.statuses, { status, at, ...(code !== undefined && { code }) }];
    const next = { ...message, statuses };
    const body = wire(statusBody(number, pending, message, patient, at));
    const lane = patient === undefined ? message.id : chatKey(number.phoneNumberId, patient.id);
    state.records.transaction(() => {
      state.pendingStatuses.delete(id);
      state.messages.put(message.id, next);
      for (let copy = 0; copy < pending.copies; copy += 1) {
        sender.enqueue({
          lane,
          body,
          messageId: message.id,
          phoneNumberId: number.phoneNumberId,
          ...(patient !== undefined && { patientId: patient.id }),
        });
      }
    });
    sender.wake();
    live.say({ type: "message", message: viewOf(next) });
  };

  return {
    watch: (pending) => {
      // One moment for all: timers of one turn are set as if in one, and what is due first must come first.
      const moment = Date.now();
      for (const { id, dueAt } of pending) {
        timers.set(
          id,
          setTimeout(() => fire(id), Math.max(0, dueAt - moment)),
        );
      }
    },
    bringForward: (messageIds) => {
      const due = [...state.pendingStatuses.values()].filter((pending) => messageIds.has(pending.messageId));
      for (const { id } of due.toSorted((one, other) => one.order - other.order)) fire(id);
    },
    isIdle: () => [...state.pendingStatuses.values()].every((pending) => pending.heldBack === true),
    stop: () => {
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
