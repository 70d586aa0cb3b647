import { ask } from "./dialogue.ts";
import type { Dialogue } from "./dialogue.ts";
import { text } from "./message.ts";
import { offerTimes } from "./offer-times.ts";
import { longWhen } from "./say-when.ts";
import { summary } from "./summary.ts";
import type { Goal } from "./thread.ts";
import { opening, say } from "./turn.ts";
import type { Scene } from "./turn.ts";

type Booking = Extract<Goal, { kind: "book" }>;
type Pick = { readonly visitTypeId: string; readonly slotId: string };

/** Keeps the picked time for a new visit. A row of an old list works as long as its time is free. */
export function* pickTime(scene: Scene, { visitTypeId, slotId }: Pick, goal: Booking): Dialogue {
  const { texts, clinic, language, thread, now } = scene;
  const hold = yield* ask("hold", { slotId });
  if (hold.kind !== "held") {
    const words = hold.kind === "taken" ? texts.book.taken : texts.book.past;
    return opening(words, yield* offerTimes(scene, { goal, visitTypeId, from: now }));
  }
  const held = { time: hold.time, holdId: hold.holdId };
  if (thread.patientId !== undefined || goal.person !== undefined)
    return yield* summary(scene, held, goal.person);
  const when = longWhen(hold.time.startsAt, clinic.timeZone, language);
  return say({ kind: "name", held }, text(texts.book.askName(when)));
}

/** What is known already of the booking that the list on the screen belongs to. */
export function goalInHand({ thread: { stage } }: Scene): Booking {
  const choosing = stage.kind === "time" || stage.kind === "day" || stage.kind === "visit-type";
  return choosing && stage.goal.kind === "book" ? stage.goal : { kind: "book" };
}
