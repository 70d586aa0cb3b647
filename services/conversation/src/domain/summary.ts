import { choiceId } from "./choice-id.ts";
import { confirmation } from "./confirmation.ts";
import { ask } from "./dialogue.ts";
import type { Dialogue } from "./dialogue.ts";
import { text, buttons } from "./message.ts";
import { menu } from "./menu.ts";
import { offerTimes, typeName } from "./offer-times.ts";
import { longWhen, plainDate } from "./say-when.ts";
import type { Held, Person, Stage } from "./thread.ts";
import { opening, say } from "./turn.ts";
import type { Scene } from "./turn.ts";

type Summary = Extract<Stage, { kind: "summary" }>;

/** What would be booked, to be agreed to. */
export function* summary(scene: Scene, held: Held, person: Person | undefined): Dialogue {
  const { texts, clinic, language } = scene;
  const { time, holdId } = held;
  const type = (yield* ask("visitTypes", {})).find(({ id }) => id === time.visitTypeId);
  const body = texts.book.summary({
    type: typeName(type, scene),
    when: longWhen(time.startsAt, clinic.timeZone, language),
    practitioner: time.practitionerName,
    person: person && { name: person.fullName, birthDate: plainDate(person.birthDate, language) },
  });
  return say(
    { kind: "summary", held, person },
    buttons(body, [
      { id: choiceId.book(holdId), title: texts.book.bookIt },
      { id: choiceId.otherTime(holdId), title: texts.book.otherTime },
      { id: choiceId.drop(holdId), title: texts.book.drop },
    ]),
  );
}

/** Books what was agreed to. A hold that ran out is taken again as long as its time is free. */
export function* bookIt(scene: Scene, { held, person }: Summary): Dialogue {
  const { texts, thread, now } = scene;
  const patientId = person?.patientId ?? thread.patientId;
  const { time } = held;
  if (patientId === undefined) {
    const when = longWhen(time.startsAt, scene.clinic.timeZone, scene.language);
    return say({ kind: "name", held }, text(texts.book.askName(when)));
  }
  let booked = yield* ask("book", { holdId: held.holdId, patientId });
  if (booked.kind === "hold-expired") {
    const again = yield* ask("hold", { slotId: time.slotId });
    if (again.kind === "held") booked = yield* ask("book", { holdId: again.holdId, patientId });
  }
  const goal = { kind: "book", person } as const;
  const wish = { goal, visitTypeId: time.visitTypeId, from: now };
  switch (booked.kind) {
    case "done":
      return { ...(yield* confirmation(scene, booked.visit, false)), link: patientId };
    case "hold-expired":
      return opening(texts.book.expired, yield* offerTimes(scene, wish));
    case "past":
      return opening(texts.book.past, yield* offerTimes(scene, wish));
    case "taken":
    case "not-booked":
      return opening(texts.book.taken, yield* offerTimes(scene, wish));
  }
}

export function* otherTime(scene: Scene, { held, person }: Summary): Dialogue {
  yield* ask("releaseHold", { holdId: held.holdId });
  return yield* offerTimes(scene, {
    goal: { kind: "book", person },
    visitTypeId: held.time.visitTypeId,
    from: scene.now,
  });
}

/** Leaves a booking that was begun. */
export function* dropBooking(scene: Scene): Dialogue {
  const { stage } = scene.thread;
  if ("held" in stage) yield* ask("releaseHold", { holdId: stage.held.holdId });
  return menu(scene, scene.texts.book.dropped);
}
