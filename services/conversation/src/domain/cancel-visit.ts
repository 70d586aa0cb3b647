import { choiceId } from "./choice-id.ts";
import { calendar, visitLine } from "./confirmation.ts";
import { ask } from "./dialogue.ts";
import type { Dialogue } from "./dialogue.ts";
import { buttons, text } from "./message.ts";
import { dead, menuChoice } from "./menu.ts";
import { done, opening, say } from "./turn.ts";
import type { Scene } from "./turn.ts";
import { upcomingVisit } from "./upcoming-visit.ts";

/** Cancelling is asked once. */
export function* askCancel(scene: Scene, appointmentId: string): Dialogue {
  const { texts } = scene;
  const found = yield* upcomingVisit(scene, appointmentId);
  if ("says" in found) return found;
  const { version } = found.visit;
  return say(
    { kind: "cancel", appointmentId },
    buttons(texts.visit.cancelAsk(visitLine(scene, found)), [
      { id: choiceId.appt("cancel-yes", appointmentId, version), title: texts.visit.cancelYes },
      { id: choiceId.appt("cancel-no", appointmentId, version), title: texts.visit.cancelNo },
    ]),
  );
}

export function* cancelVisit(scene: Scene, appointmentId: string, version: number): Dialogue {
  const { texts, contactId } = scene;
  const found = yield* ask("visit", { appointmentId });
  if (found === undefined || found.visit.contactId !== contactId) return dead(scene, texts.visit.unknown);
  const changed = yield* ask("cancel", { appointmentId, version });
  const details = { ...found, visit: changed.visit ?? found.visit };
  if (changed.kind === "past") return dead(scene, texts.visit.gonePast);
  if (changed.kind === "other-version" && details.visit.status !== "cancelled")
    return opening(texts.visit.changed, yield* askCancel(scene, appointmentId));
  const gone = { ...details, visit: { ...details.visit, status: "cancelled" as const } };
  const body = texts.visit.cancelled(visitLine(scene, gone));
  const offer = buttons(body, [{ ...menuChoice(scene, "book"), title: texts.visit.bookAgain }]);
  return done("confirmation", offer, calendar(scene, gone, texts.visit.cancelledCaption));
}

export function* keepVisit(scene: Scene, appointmentId: string): Dialogue {
  const found = yield* upcomingVisit(scene, appointmentId);
  if ("says" in found) return found;
  return done("reply", text(scene.texts.visit.kept(visitLine(scene, found).when)));
}
