import type { Prospect } from "../rules/prospect.ts";
import { planStatuses } from "../rules/status-plan.ts";
import { viewOf } from "../state/live.ts";
import type { Message } from "../state/model.ts";
import type { World } from "../world.ts";
import { keepComing } from "./coming.ts";

/** Lets a message that waited meet its fate. One whose time is over is never heard of again. */
export function goOn(world: World, message: Message, fate: Prospect): void {
  const { state, statuses, live, options, now } = world;
  const { waiting, ...rest } = message;
  if (waiting === undefined) return;
  const patient = state.patients.get(message.patientId ?? "");
  const plan = planStatuses({
    type: message.type,
    isVoice: message.shown.media?.isVoice === true,
    fate,
    readReceipts: patient?.readReceipts ?? false,
    faults: [],
    delays: options.statusDelaysMs ?? {},
  });
  // It was sent before it began to wait for the phone.
  const news = waiting.for === "phone" ? plan.filter(({ status }) => status !== "sent") : plan;
  const next: Message = fate.kind === "waits" ? { ...rest, waiting: { ...waiting, for: "phone" } } : rest;
  const pending = state.records.transaction(() => {
    state.messages.put(next.id, next);
    return now() < waiting.expiresAt ? keepComing(world, next, news, waiting.recipient) : [];
  });
  statuses.watch(pending);
  live.say({ type: "message", message: viewOf(next) });
}
