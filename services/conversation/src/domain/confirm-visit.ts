import { ask } from "./dialogue.ts";
import type { Dialogue } from "./dialogue.ts";
import { visitLine } from "./confirmation.ts";
import { text } from "./message.ts";
import { dead } from "./menu.ts";
import { done, opening } from "./turn.ts";
import type { Scene } from "./turn.ts";
import { upcomingVisit } from "./upcoming-visit.ts";
import { visitCard } from "./visit-card.ts";

/** Records that the patient will come, if the visit is still the one that was read out. */
export function* confirmVisit(scene: Scene, appointmentId: string, version: number): Dialogue {
  const { texts } = scene;
  const found = yield* upcomingVisit(scene, appointmentId);
  if ("says" in found) return found;
  const changed = yield* ask("confirm", { appointmentId, version });
  const details = { ...found, visit: changed.visit ?? found.visit };
  const thanks = done("confirmation", text(texts.visit.confirmed(visitLine(scene, details).when)));
  switch (changed.kind) {
    case "done":
    case "already":
      return thanks;
    case "cancelled":
      return dead(scene, texts.visit.goneCancelled);
    case "past":
      return dead(scene, texts.visit.gonePast);
    case "other-version":
      return details.visit.status === "confirmed" &&
        details.visit.startsAt.getTime() === found.visit.startsAt.getTime()
        ? thanks
        : opening(texts.visit.changed, visitCard(scene, details));
  }
}
