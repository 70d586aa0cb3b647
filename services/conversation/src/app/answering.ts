import { failpoint } from "@careline/faults";
import type { Asking, Question } from "../domain/dialogue.ts";
import type { Decided } from "../domain/facts.ts";
import type { CallFor, HeardMessage, Ports, Standing } from "./ports.ts";

// No dialogue asks nearly as much; one that does is a mistake of ours, and must end.
const questionsMax = 60;

/** Leads a dialogue to its end by answering what it asks; `undefined` as soon as an answer says that it was led before. */
export async function lead<T>(
  dialogue: Asking<T>,
  answer: (question: Question) => Promise<unknown>,
): Promise<T | undefined> {
  let step = dialogue.next();
  for (let asked = 0; !step.done; asked += 1) {
    if (asked === questionsMax) throw new Error("a dialogue that never ends");
    const answered = await answer(step.value);
    if (answered === ledBefore) return undefined;
    step = dialogue.next(answered);
  }
  return step.value;
}

const ledBefore = Symbol("led before");

type Needs = Pick<Ports, "threads" | "scheduling" | "consents" | "patients" | "clinicOf" | "now">;

/**
 * Answers questions by asking the services that know. What a message causes there, it causes once: keys come from its id,
 * and before the first call it is looked up whether the message was carried out already.
 */
export function answering(ports: Needs, heard: HeardMessage, before: Standing) {
  const { scheduling, consents, patients } = ports;
  const { tenantId, contactId, eventId } = heard;
  const call: CallFor = { tenantId, contactId, requestId: eventId };
  const timeZone = before.timeZone ?? ports.clinicOf(tenantId).timeZone;
  let isNew = false;
  let consent: Decided | undefined;

  // Only a consent is believed as it was heard: whoever has not agreed may have done so elsewhere meanwhile.
  const hasAgreed = before.consent?.decision === "granted";

  async function ask({ kind, about }: Question): Promise<unknown> {
    switch (kind) {
      case "consent":
        consent = await consents.current(call);
        return consent?.decision ?? "never-asked";
      case "recordConsent":
        consent = await consents.record(call, {
          key: `${eventId}:consent`,
          decision: about.decision,
          wordingVersion: ports.clinicOf(tenantId).consentWordingVersion,
          messageRef: heard.messageRef,
          at: ports.now(),
        });
        return "recorded";
      case "visitTypes":
        return scheduling.visitTypes(call);
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
  }

  async function askOnce(question: Question): Promise<unknown> {
    if (!isNew && (await ports.threads.isDone(eventId))) return ledBefore;
    isNew = true;
    failpoint("conversation.before-peer-asked");
    const answered = await ask(question);
    failpoint("conversation.after-peer-asked");
    return answered;
  }

  return {
    async answer(question: Question): Promise<unknown> {
      const { kind, about } = question;
      if (kind === "consent" && about.from === "heard" && hasAgreed) return "granted";
      return kind === "findPatient" ? ask(question) : askOnce(question);
    },
    /** A decision that was made or asked for on the way. */
    consent: () => consent,
  };
}
