import type { Tap } from "./choice-id.ts";
import type { Dialogue } from "./dialogue.ts";
import { pickNewTime } from "./move-visit.ts";
import { offerDays, pickDay } from "./offer-days.ts";
import { offerTimes } from "./offer-times.ts";
import { goalInHand, pickTime } from "./pick-time.ts";
import { pursue } from "./pursue.ts";
import { restate } from "./restate.ts";
import { bookIt, dropBooking, otherTime } from "./summary.ts";
import { opening } from "./turn.ts";
import type { Scene } from "./turn.ts";
import { onVisit } from "./visits.ts";

/** Carries out a tap. One that no longer fits where the dialogue stands is answered with where it stands. */
export function* onTap(scene: Scene, tap: Tap): Dialogue {
  const { now, thread } = scene;
  const { stage } = thread;
  switch (tap.kind) {
    case "menu":
      return yield* pursue(scene, tap.item === "person" ? undefined : tap.item);
    case "visit-type":
      return yield* offerTimes(scene, { goal: goalInHand(scene), visitTypeId: tap.visitTypeId, from: now });
    case "time":
      return yield* pickTime(scene, tap, goalInHand(scene));
    case "move-to":
      return yield* pickNewTime(scene, tap);
    case "more":
      if (stage.kind !== "time" || stage.token !== tap.token) return yield* stale(scene);
      return yield* offerTimes(scene, { ...stage, ...stage.next });
    case "days":
      if (stage.kind !== "time" || stage.token !== tap.token) return yield* stale(scene);
      return yield* offerDays(scene, { ...stage, from: now });
    case "more-days":
      if (stage.kind !== "day" || stage.token !== tap.token) return yield* stale(scene);
      return yield* offerDays(scene, { ...stage, from: stage.next });
    case "day":
      if (stage.kind !== "day" || stage.token !== tap.token) return yield* stale(scene);
      return yield* pickDay(scene, stage, tap.day);
    case "book":
    case "other-time":
    case "drop":
      if (stage.kind !== "summary" || stage.held.holdId !== tap.holdId) return yield* stale(scene);
      if (tap.kind === "drop") return yield* dropBooking(scene);
      return tap.kind === "book" ? yield* bookIt(scene, stage) : yield* otherTime(scene, stage);
    case "appt":
      return yield* onVisit(scene, tap.verb, tap.appointmentId, tap.version);
    case "consent":
    case "opt-in":
    case "unknown":
      return yield* stale(scene);
  }
}

function* stale(scene: Scene): Dialogue {
  return opening(scene.texts.small.stale, yield* restate(scene));
}
