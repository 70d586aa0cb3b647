import { ask } from "./dialogue.ts";
import type { Asking } from "./dialogue.ts";
import type { VisitDetails } from "./facts.ts";
import { dead } from "./menu.ts";
import type { Scene, Turn } from "./turn.ts";

/** A visit of this contact that can still be changed; else what to say instead. Another contact's visit is unknown here. */
export function* upcomingVisit(scene: Scene, appointmentId: string): Asking<VisitDetails | Turn> {
  const { texts, contactId, now } = scene;
  const found = yield* ask("visit", { appointmentId });
  if (found === undefined || found.visit.contactId !== contactId) return dead(scene, texts.visit.unknown);
  if (found.visit.status === "cancelled") return dead(scene, texts.visit.goneCancelled);
  return found.visit.startsAt <= now ? dead(scene, texts.visit.gonePast) : found;
}
