import { text } from "./message.ts";
import type { Alarm } from "./red-flag-phrases.ts";
import type { RedFlag } from "./red-flags.ts";
import { textsIn } from "./texts/index.ts";
import type { Texts } from "./texts/index.ts";
import type { Scene, Turn } from "./turn.ts";

function guidance(alarm: Alarm, { emergency }: Texts): (number: string) => string {
  if (alarm === "suicide") return emergency.despair;
  return alarm === "overdose" ? emergency.poison : emergency.call;
}

/** What to do now, whoever owns the thread and whatever was going on; the dialogue then goes on where it stood. */
export function emergency(scene: Scene, { alarm, language }: RedFlag): Turn {
  const { thread, clinic } = scene;
  const body = guidance(alarm, textsIn(language))(clinic.emergencyNumber);
  return {
    stage: thread.stage,
    says: [{ sayClass: "emergency", content: text(body) }],
    handOver: { owner: thread.owner, reason: "emergency", urgent: true },
    deeds: [{ action: "emergency.flagged", resourceType: "red-flag", resourceId: alarm }],
  };
}
