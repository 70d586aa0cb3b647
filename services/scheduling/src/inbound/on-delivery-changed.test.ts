import { topics } from "@careline/contracts";
import { DeliveryChanged, IntentState } from "@careline/contracts/notification/v1/events";
import { expect, test } from "vitest";
import type { Reminders } from "../app/ports.ts";
import { onDeliveryChanged } from "./on-delivery-changed.ts";

const { READ, SUPPRESSED, FAILED, ACCEPTED } = IntentState;

test.each([
  ["WhatsApp's word counts", [["whatsapp", READ]], READ],
  ["as it did before channels were told", [["", FAILED]], FAILED],
  [
    "what another channel left out does not",
    [
      ["whatsapp", READ],
      ["sms", SUPPRESSED],
    ],
    READ,
  ],
  [
    "nor what it could not say",
    [
      ["whatsapp", FAILED],
      ["sms", FAILED],
    ],
    FAILED,
  ],
  [
    "what it said does",
    [
      ["whatsapp", FAILED],
      ["sms", ACCEPTED],
    ],
    ACCEPTED,
  ],
] as const)("%s", async (_name, told, outcome) => {
  const kept: string[] = [];
  const settle: Reminders["settle"] = async (_tenantId, _id, state) => void kept.push(state);
  const { handle } = onDeliveryChanged({ settle } as Reminders);
  for (const [channel, state] of told) {
    const value = DeliveryChanged.fromPartial({ source: "reminder", sourceId: "r1", channel, state });
    const head = {
      id: "d1",
      tenantId: "north",
      key: "ana",
      time: new Date(),
      topic: topics.deliveryChanged.name,
    };
    await handle({ ...head, value });
  }
  expect(kept.at(-1)).toBe(outcome);
});
