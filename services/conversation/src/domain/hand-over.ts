import { text } from "./message.ts";
import { answerBy } from "./office-hours.ts";
import { beforeWhen } from "./say-when.ts";
import { done } from "./turn.ts";
import type { Scene, Turn } from "./turn.ts";

/** The thread belongs to a person from now on; the patient hears by when they will answer. */
export function handToPerson(scene: Scene, reason: "asked" | "not-understood"): Turn {
  const { clinic, now, language, texts } = scene;
  const before = beforeWhen(answerBy(clinic, now), now, clinic.timeZone, language);
  const body = reason === "asked" ? texts.person.asked(before) : texts.person.notUnderstood(before);
  return { ...done("reply", text(body)), handOver: { owner: "person", reason, urgent: false } };
}
