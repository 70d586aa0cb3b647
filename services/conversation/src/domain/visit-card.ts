import { choiceId } from "./choice-id.ts";
import { visitLine } from "./confirmation.ts";
import type { VisitDetails } from "./facts.ts";
import { buttons } from "./message.ts";
import { idle } from "./thread.ts";
import { say } from "./turn.ts";
import type { Scene, Turn } from "./turn.ts";

/** A visit with what can be done about it. */
export function visitCard(scene: Scene, details: VisitDetails): Turn {
  const { texts } = scene;
  const { appointmentId, version, status } = details.visit;
  const choice = (verb: "confirm" | "move" | "cancel") => ({
    id: choiceId.appt(verb, appointmentId, version),
    title: texts.visit[verb],
  });
  const choices = [...(status === "confirmed" ? [] : [choice("confirm")]), choice("move"), choice("cancel")];
  return say(idle, buttons(texts.visit.card(visitLine(scene, details)), choices));
}
