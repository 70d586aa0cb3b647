import { ask } from "./dialogue.ts";
import type { Dialogue } from "./dialogue.ts";
import { readBirthDate } from "./birth-date.ts";
import { text } from "./message.ts";
import { offerTimes } from "./offer-times.ts";
import { readName } from "./person-name.ts";
import { summary } from "./summary.ts";
import type { Stage } from "./thread.ts";
import { opening, say } from "./turn.ts";
import type { Scene, Turn } from "./turn.ts";
import { dayIn } from "./zone-time.ts";

type Named = Extract<Stage, { kind: "name" }>;
type Born = Extract<Stage, { kind: "birth-date" }>;

export function hearName(scene: Scene, stage: Named, words: string): Turn {
  const reading = readName(words);
  if (reading.kind !== "name") return { ...say(stage, text(scene.texts.book.fullName)), missed: true };
  const { fullName } = reading;
  const [firstName = fullName] = fullName.split(" ");
  return say(
    { kind: "birth-date", held: stage.held, fullName },
    text(scene.texts.book.askBirthDate(firstName)),
  );
}

/** With name and birth date a patient is found again, or is new; the time is kept for as long again meanwhile. */
export function* hearBirthDate(scene: Scene, stage: Born, words: string): Dialogue {
  const { clinic, now, language, texts, freshId } = scene;
  const reading = readBirthDate(words, dayIn(clinic.timeZone, now), language, clinic.country);
  switch (reading.kind) {
    case "unclear":
      return { ...say(stage, text(texts.book.birthDateUnclear)), missed: true };
    case "future":
      return { ...say(stage, text(texts.book.birthDateFuture)), missed: true };
    case "too-old":
      return { ...say(stage, text(texts.book.birthDateTooOld)), missed: true };
    case "date":
      break;
  }
  const identity = { fullName: stage.fullName, birthDate: reading.day };
  const known = yield* ask("findPatient", identity);
  const person = { ...identity, patientId: known ?? freshId };
  const enter = known === undefined ? { enter: person } : {};
  const { time } = stage.held;
  const hold = yield* ask("hold", { slotId: time.slotId });
  if (hold.kind === "held")
    return { ...(yield* summary(scene, { time: hold.time, holdId: hold.holdId }, person)), ...enter };
  const goal = { kind: "book", person } as const;
  const turn = yield* offerTimes(scene, { goal, visitTypeId: time.visitTypeId, from: now });
  return { ...opening(hold.kind === "past" ? texts.book.past : texts.book.expired, turn), ...enter };
}
