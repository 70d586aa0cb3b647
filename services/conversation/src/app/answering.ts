import type { Asking, Question } from "../domain/dialogue.ts";
import type { CallFor, HeardMessage, Ports } from "./ports.ts";

// No dialogue asks nearly as much; one that does is a mistake of ours, and must end.
const questionsMax = 60;

/** Leads a dialogue to its end by answering what it asks. */
export async function lead<T>(
  dialogue: Asking<T>,
  answer: (question: Question) => Promise<unknown>,
): Promise<T> {
  let step = dialogue.next();
  for (let asked = 0; !step.done; asked += 1) {
    if (asked === questionsMax) throw new Error("a dialogue that never ends");
    step = dialogue.next(await answer(step.value));
  }
  return step.value;
}

type Needs = Pick<Ports, "scheduling" | "consents" | "patients" | "clinicOf" | "now">;

/** Answers questions by asking the services that know. What a message causes there, it causes once: keys come from its id. */
export function answering(
  ports: Needs,
  heard: HeardMessage,
  timeZone: string,
): (question: Question) => Promise<unknown> {
  const { scheduling, consents, patients } = ports;
  const { tenantId, contactId, eventId } = heard;
  const call: CallFor = { tenantId, contactId, requestId: eventId };
  let visitTypes: Promise<unknown> | undefined;

  return async ({ kind, about }) => {
    switch (kind) {
      case "consent":
        return consents.current(call);
      case "recordConsent":
        await consents.record(call, {
          key: `${eventId}:consent`,
          decision: about.decision,
          wordingVersion: ports.clinicOf(tenantId).consentWordingVersion,
          messageRef: heard.messageRef,
          at: ports.now(),
        });
        return "recorded";
      case "visitTypes":
        return (visitTypes ??= scheduling.visitTypes(call));
      case "freeTimes":
        return scheduling.freeTimes(call, about);
      case "hold":
        return scheduling.hold(call, about);
      case "releaseHold":
        await scheduling.releaseHold(call, about);
        return "released";
      case "book":
        return scheduling.book(call, { ...about, key: `${eventId}:book`, timeZone });
      case "move":
        return scheduling.move(call, { ...about, key: `${eventId}:move` });
      case "confirm":
        return scheduling.confirm(call, about);
      case "cancel":
        return scheduling.cancel(call, about);
      case "visit":
        return scheduling.visit(call, about);
      case "upcoming":
        return scheduling.upcoming(call);
      case "findPatient":
        return patients.find(tenantId, about);
    }
  };
}
