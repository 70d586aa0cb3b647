import { ask } from "./dialogue.ts";
import type { Asking, Dialogue } from "./dialogue.ts";
import { localised } from "./facts.ts";
import type { Visit, VisitDetails } from "./facts.ts";
import { link, text } from "./message.ts";
import type { CalendarEntry, Content } from "./message.ts";
import { typeName } from "./offer-times.ts";
import { longWhen } from "./say-when.ts";
import type { VisitLine } from "./texts/index.ts";
import { done } from "./turn.ts";
import type { Scene } from "./turn.ts";

/** Everything about a visit that now stands: when, where, with whom, what to do before, and a calendar file. */
export function* confirmation(scene: Scene, visit: Visit, moved: boolean): Dialogue {
  const { texts, clinic, language } = scene;
  const details = yield* detailsOf(visit);
  const about = { ...visitLine(scene, details), clinic: clinic.name, address: clinic.address, moved };
  const preparation = localised(details.visitType?.preparation ?? {}, language);
  const said: Content[] = [link(texts.visit.done(about), texts.visit.directions, clinic.directionsUrl)];
  if (preparation !== "") said.push(text(texts.visit.preparation(preparation)));
  return done("confirmation", ...said, calendar(scene, details, texts.visit.calendarCaption));
}

/** The visit as it was just answered, with the words that belong to it. */
function* detailsOf(visit: Visit): Asking<VisitDetails> {
  const found = yield* ask("visit", { appointmentId: visit.appointmentId });
  return { visitType: found?.visitType, practitionerName: found?.practitionerName ?? "", visit };
}

export function visitLine(scene: Scene, { visit, visitType, practitionerName }: VisitDetails): VisitLine {
  return {
    type: typeName(visitType, scene),
    when: longWhen(visit.startsAt, scene.clinic.timeZone, scene.language),
    practitioner: practitionerName,
    confirmed: visit.status === "confirmed",
  };
}

export function calendar(scene: Scene, details: VisitDetails, caption: string): Content {
  const { clinic, texts } = scene;
  const { type, practitioner } = visitLine(scene, details);
  // A calendar is often shared and shown on locked screens: it says where and with whom, not what for.
  const entry: CalendarEntry = {
    visit: details.visit,
    cancelled: details.visit.status === "cancelled",
    summary: clinic.name,
    location: clinic.address,
    description: practitioner || type,
  };
  return { kind: "calendar", filename: texts.visit.calendarFile, caption, entry };
}
