import { askCancel, cancelVisit, keepVisit } from "./cancel-visit.ts";
import { choiceId } from "./choice-id.ts";
import type { ApptVerb } from "./choice-id.ts";
import { confirmVisit } from "./confirm-visit.ts";
import { ask } from "./dialogue.ts";
import type { Dialogue } from "./dialogue.ts";
import { list } from "./message.ts";
import { dead } from "./menu.ts";
import { startMove } from "./move-visit.ts";
import { typeName } from "./offer-times.ts";
import { shortWhen } from "./say-when.ts";
import type { Want } from "./thread.ts";
import { say } from "./turn.ts";
import type { Scene } from "./turn.ts";
import { upcomingVisit } from "./upcoming-visit.ts";
import { visitCard } from "./visit-card.ts";

type VisitWant = Exclude<Want, "book">;

const verbs: Readonly<Record<VisitWant, ApptVerb>> = {
  visits: "show",
  confirm: "confirm",
  move: "move",
  cancel: "cancel",
};

/** What someone wants with a visit: with the only one directly, else they choose which. */
export function* aboutVisits(scene: Scene, want: VisitWant): Dialogue {
  const { texts, now, clinic, language } = scene;
  const upcoming = (yield* ask("upcoming", {})).filter(
    ({ status, startsAt }) => status !== "cancelled" && startsAt > now,
  );
  const [only] = upcoming;
  if (only === undefined) return dead(scene, texts.visit.none);
  if (upcoming.length === 1) return yield* onVisit(scene, verbs[want], only.appointmentId, only.version);
  const types = yield* ask("visitTypes", {});
  const rows = upcoming.map((visit) => ({
    id: choiceId.appt(verbs[want], visit.appointmentId, visit.version),
    title: shortWhen(visit.startsAt, clinic.timeZone, language),
    description: typeName(
      types.find(({ id }) => id === visit.visitTypeId),
      scene,
    ),
  }));
  return say({ kind: "which-visit", want }, list(texts.visit.which, texts.visit.whichButton, rows));
}

/** What someone wants with one visit, whether they wrote it or tapped it. */
export function* onVisit(scene: Scene, verb: ApptVerb, appointmentId: string, version: number): Dialogue {
  switch (verb) {
    case "show":
      return yield* showVisit(scene, appointmentId);
    case "confirm":
      return yield* confirmVisit(scene, appointmentId, version);
    case "move":
      return yield* startMove(scene, appointmentId);
    case "cancel":
      return yield* askCancel(scene, appointmentId);
    case "cancel-yes":
      return yield* cancelVisit(scene, appointmentId, version);
    case "cancel-no":
      return yield* keepVisit(scene, appointmentId);
  }
}

function* showVisit(scene: Scene, appointmentId: string): Dialogue {
  const found = yield* upcomingVisit(scene, appointmentId);
  return "says" in found ? found : visitCard(scene, found);
}
