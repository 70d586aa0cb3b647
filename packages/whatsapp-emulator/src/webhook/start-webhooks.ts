import type { EmulatorOptions } from "../options.ts";
import { webhookError } from "../rules/refusal.ts";
import { messagesBody } from "../rules/webhook-body.ts";
import { wire } from "../rules/wire.ts";
import type { Faults } from "../state/faults.ts";
import { viewOf, type Live } from "../state/live.ts";
import type { Delivery } from "../state/model.ts";
import { isNoStorage } from "../state/number-details.ts";
import type { State } from "../state/state.ts";
import { appsOf, callbackFor, isSubscribed } from "./apps.ts";
import { chanceFrom } from "./chance.ts";
import { deliverer } from "./deliver.ts";
import { mannerOf, type Manner } from "./manner.ts";
import { createPoster, type Poster } from "./post.ts";
import { startSender, type Sender } from "./sender.ts";

export interface WebhookPorts {
  readonly options: EmulatorOptions;
  readonly state: State;
  readonly faults: Faults;
  readonly live: Live;
  readonly now: () => number;
}

/** Puts together what delivers webhooks to the apps of the business. */
export function startWebhooks(ports: WebhookPorts): { readonly sender: Sender; readonly poster: Poster } {
  const { options, state, faults, now } = ports;
  const apps = appsOf(options);
  const manner = (): Manner => mannerOf(state, options);
  const addressOf = (delivery: Delivery) => {
    const app = apps.find(({ id }) => id === (delivery.appId ?? apps[0].id));
    return app && { app, callback: callbackFor(state, app, delivery) };
  };
  const poster = createPoster(manner, options.clientCertificate);
  const sender = startSender({
    state,
    now,
    manner,
    subscribers: ({ wabaId = options.wabaId, field = "messages" }) =>
      apps.filter((app) => isSubscribed(state, app, wabaId, field)),
    isNoStorage: (phoneNumberId) => phoneNumberId !== undefined && isNoStorage(state, phoneNumberId),
    destinationOf: (delivery) => {
      const address = addressOf(delivery);
      return `${address?.app.id ?? ""} ${address?.callback.url ?? ""}`;
    },
    deliver: deliverer({
      poster,
      faults,
      manner,
      chance: chanceFrom(options.webhookSeed ?? 1),
      addressOf,
    }),
    onTaken: (delivery) => taken(ports, delivery),
    onDropped: (delivery) => lost(ports, sender, delivery),
  });
  return { sender, poster };
}

/** A patient's message has arrived once one app has it. */
function taken({ options, state, live, now }: WebhookPorts, { messageId, body }: Delivery): void {
  options.onTaken?.({ messageId, body });
  const message = state.messages.get(messageId ?? "");
  const isNew = message?.statuses.every(({ status }) => status !== "delivered") === true;
  if (message?.direction !== "from_patient" || !isNew) return;
  const arrived = { status: "delivered" as const, at: now() };
  const next = { ...message, statuses: [...message.statuses, arrived] };
  state.messages.put(message.id, next);
  live.say({ type: "message", message: viewOf(next) });
}

/** Where nothing is stored, the business is told that something is gone for good. */
function lost({ state }: WebhookPorts, sender: Sender, { phoneNumberId, isNotice }: Delivery): void {
  const number = state.numbers.get(phoneNumberId ?? "");
  if (number === undefined || isNotice === true || !isNoStorage(state, number.phoneNumberId)) return;
  sender.enqueue({
    lane: `errors/${number.phoneNumberId}`,
    phoneNumberId: number.phoneNumberId,
    isNotice: true,
    body: wire(messagesBody(number, { errors: [webhookError(131035)] })),
  });
}
