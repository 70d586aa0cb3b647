import { randomUUID } from "node:crypto";
import { eventPlace, Sealed } from "@careline/phi";
import type { Consents, HeardMessage, Ports } from "../app/ports.ts";
import { hearEmergency } from "../app/hear-emergency.ts";
import { hearMessage } from "../app/hear-message.ts";
import { listener } from "../app/listen.ts";
import type { Clinic } from "../domain/clinic.ts";
import type { Decided } from "../domain/facts.ts";
import type { Heard } from "../domain/heard.ts";
import type { Choice, Content, Say } from "../domain/message.ts";
import { detectLanguage } from "../outbound/detect-language.ts";
import { clinic as sol, wednesday } from "./clinic.ts";
import { fakeScheduling } from "./fake-scheduling.ts";
import { fakeThreads } from "./fake-threads.ts";

/** The whole of conversation between a fake scheduling and a fake consent ledger, with a clock to be moved. */
export function house(options: { clinic?: Clinic } = {}) {
  const clinic = options.clinic ?? sol;
  let moment = wednesday;
  const now = () => moment;
  const store = fakeThreads(randomUUID);
  const scheduling = fakeScheduling(now);
  const ledger: (Decided & { contactId: string; wordingVersion: string; messageRef: string })[] = [];
  const consents: Consents = {
    current: async ({ contactId }) => ledger.findLast((one) => one.contactId === contactId),
    async record({ contactId }, { decision, wordingVersion, messageRef, at }) {
      ledger.push({ contactId, decision, wordingVersion, messageRef, at });
      return { decision, at };
    },
  };
  const letters = new Map<Sealed, Letter>();
  const given: Ports = {
    threads: store.threads,
    patients: { find: store.find },
    scheduling: scheduling.scheduling,
    consents,
    letters: {
      open: async (content) => {
        const letter = letters.get(content) ?? { text: "" };
        return {
          ...{ wamid: "w", choiceId: "", isInGroup: false, isTooLarge: false },
          ...letter,
          from: { phone: "34600000001", userId: "", username: "" },
          bytes: new Uint8Array(),
        };
      },
    },
    clinicOf: () => clinic,
    detectLanguage,
    reading: () => ({ open: () => Promise.reject(new Error("nothing is sealed here")), openings: [] }),
    now,
    newId: randomUUID,
  };
  const ports = Object.assign(given, { listener: listener(given) });
  const lanes = { dialogue: hearMessage(ports), emergency: hearEmergency(ports) };

  function contact(contactId: string) {
    let last: readonly Say[] = [];
    const message = (
      kind: Heard["kind"],
      text: string,
      choiceId = "",
      { isEcho = false, ...more }: Partial<Letter> & { isEcho?: boolean } = {},
    ): HeardMessage => {
      const eventId = randomUUID();
      const whose = { tenantId: clinic.tenantId, subjectId: contactId, class: "conversation" } as const;
      const content = new Sealed(
        "content",
        new Uint8Array(),
        eventPlace({ ...whose, topic: "t", eventId, type: "t" }),
      );
      letters.set(content, { text, choiceId, ...more });
      const { tenantId } = clinic;
      return {
        eventId,
        tenantId,
        contactId,
        phoneNumberId: "1",
        messageRef: `ref-${eventId}`,
        sentAt: now(),
        kind,
        originalType: kind,
        isEcho,
        content,
      };
    };
    const deliver = async (
      heard: HeardMessage,
      lane: keyof typeof lanes = "dialogue",
    ): Promise<readonly Say[]> => {
      const seen = store.changes.length;
      await lanes[lane](heard);
      const says = store.changes
        .slice(seen)
        .flatMap(({ intents }) => intents.flatMap(({ say }) => (say.sayClass === "staff" ? [] : [say])));
      if (says.length > 0) last = says;
      return says;
    };
    const choices = (): readonly Choice[] => last.flatMap(({ content }) => choicesOf(content));
    return {
      message,
      deliver,
      choices,
      says: (text: string) => deliver(message("text", text)),
      sends: (kind: Heard["kind"], text = "", more: Partial<Letter> = {}) =>
        deliver(message(kind, text, "", more)),
      /** A person of the clinic writes to them in the phone app. */
      hearsFromPhoneApp: (text: string) => deliver(message("text", text, "", { isEcho: true })),
      tapsId: (id: string, title = "") => deliver(message("choice", title, id)),
      taps: (title: string) => {
        const choice = choices().find((one) => one.title === title);
        if (choice === undefined)
          throw new Error(
            `no choice "${title}" among: ${choices()
              .map((one) => one.title)
              .join(", ")}`,
          );
        return deliver(message("choice", title, choice.id));
      },
      standing: () => [...store.standings.values()].find((one) => one.contactId === contactId),
      last: () => last,
    };
  }
  return { contact, ports, store, scheduling, ledger, clinic, now, moveTo: (at: Date) => void (moment = at) };
}

interface Letter {
  readonly text: string;
  readonly choiceId?: string;
  readonly isInGroup?: boolean;
  readonly isTooLarge?: boolean;
}

/** Somebody who has agreed. */
export async function known(world = house()) {
  const ana = world.contact("ana");
  await ana.says("hola");
  await ana.taps("Sí, acepto");
  return { world, ana };
}

export function choicesOf(content: Content): readonly Choice[] {
  if (content.kind === "buttons") return content.buttons;
  return content.kind === "list" ? content.rows : [];
}

export function bodies(says: readonly Say[]): string {
  return says
    .map(({ content }) => (content.kind === "calendar" ? `[${content.filename}]` : content.body))
    .join("\n---\n");
}
