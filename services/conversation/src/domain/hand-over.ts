import { text } from "./message.ts";
import { answerBy } from "./office-hours.ts";
import { beforeWhen } from "./say-when.ts";
import type { Texts } from "./texts/index.ts";
import { done, silent } from "./turn.ts";
import type { Scene, Turn } from "./turn.ts";

/** The thread belongs to a person from now on; the patient hears by when they will answer. */
export function handToPerson(scene: Scene, reason: keyof Texts["person"]): Turn {
  const { clinic, now, language, texts } = scene;
  const before = beforeWhen(answerBy(clinic, now), now, clinic.timeZone, language);
  const body = texts.person[reason](before);
  return { ...done("reply", text(body)), handOver: { owner: "person", reason, urgent: false } };
}

/** A person of the clinic answers from the phone app: the thread is theirs, and we say nothing. */
export function writtenElsewhere(scene: Scene): Turn {
  const turn = silent(scene, "a person wrote it");
  if (scene.thread.owner === "person") return turn;
  return { ...turn, handOver: { owner: "person", reason: "staff", urgent: scene.thread.urgent } };
}
