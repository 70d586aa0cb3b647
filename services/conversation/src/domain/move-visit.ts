import { ask } from "./dialogue.ts";
import type { Dialogue } from "./dialogue.ts";
import { confirmation, visitLine } from "./confirmation.ts";
import { dead } from "./menu.ts";
import { offerTimes } from "./offer-times.ts";
import { opening } from "./turn.ts";
import type { Scene } from "./turn.ts";
import { upcomingVisit } from "./upcoming-visit.ts";

/** Offers new times for a visit; the old one stands until one is picked. */
export function* startMove(scene: Scene, appointmentId: string): Dialogue {
  const found = yield* upcomingVisit(scene, appointmentId);
  if ("says" in found) return found;
  const { visit } = found;
  const { type, when } = visitLine(scene, found);
  return yield* offerTimes(scene, {
    goal: { kind: "move", appointmentId, version: visit.version },
    visitTypeId: visit.visitTypeId,
    from: scene.now,
    body: scene.texts.book.chooseMove({ type, when }),
  });
}

type NewTime = { readonly appointmentId: string; readonly version: number; readonly slotId: string };

/** Moves a visit to the picked time, at once: it can be moved again. */
export function* pickNewTime(scene: Scene, { appointmentId, version, slotId }: NewTime): Dialogue {
  const { texts, now } = scene;
  const found = yield* upcomingVisit(scene, appointmentId);
  if ("says" in found) return found;
  const hold = yield* ask("hold", { slotId });
  // Heard again after a crash, the time is taken by the visit itself: the same request then answers as before.
  const holdId = hold.kind === "held" ? hold.holdId : "none";
  const moved = yield* ask("move", { appointmentId, holdId });
  if (moved.kind === "done") return yield* confirmation(scene, moved.visit, true);
  if (moved.kind === "not-booked") return dead(scene, texts.visit.unknown);
  const { visitTypeId } = found.visit;
  const goal = { kind: "move", appointmentId, version } as const;
  const turn = yield* offerTimes(scene, { goal, visitTypeId, from: now });
  const past = hold.kind === "past" || moved.kind === "past";
  return opening(past ? texts.book.past : texts.book.taken, turn);
}
