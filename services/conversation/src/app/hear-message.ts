import { Fault } from "@careline/faults";
import { hear } from "../domain/hear.ts";
import type { Heard } from "../domain/heard.ts";
import { settleLanguage } from "../domain/language.ts";
import { textsIn } from "../domain/texts/index.ts";
import type { Thread } from "../domain/thread.ts";
import type { Scene, Turn } from "../domain/turn.ts";
import { answering, lead } from "./answering.ts";
import { mergedAddress } from "./merged-address.ts";
import type { Change, HeardMessage, Inbound, Ports } from "./ports.ts";

const triesMax = 5;

/**
 * Takes a conversation one step further. First the dialogue is led to its end, with what other services know and do;
 * then all of it is saved at once, if the thread still stands as it was read. Hearing the same message twice changes nothing.
 */
export function hearMessage(ports: Ports) {
  return async (heard: HeardMessage): Promise<void> => {
    // A message that was carried out must not ask anybody for anything again.
    if (await ports.threads.isDone(heard.eventId)) return;
    for (let tries = 0; tries < triesMax; tries += 1) {
      const change = await understand(ports, heard);
      if ((await ports.threads.save(change)) !== "changed") return;
    }
    throw new Fault("conflict", "the thread changed under every try");
  };
}

async function understand(ports: Ports, heard: HeardMessage): Promise<Change> {
  const now = ports.now();
  const reading = ports.reading();
  const inbound = await ports.letters.open(heard.content, reading);
  const before = await ports.threads.of(heard, reading);
  const clinic = ports.clinicOf(heard.tenantId);
  const sticky = stickyLanguage(ports, inbound, before.thread);
  const language = sticky ?? clinic.defaultLanguage;
  const scene: Scene = {
    clinic,
    now,
    language,
    texts: textsIn(language),
    thread: before.thread,
    contactId: heard.contactId,
    freshId: ports.newId(),
  };
  const answer = answering(ports, heard, before.timeZone ?? clinic.timeZone);
  const turn = await lead(hear(scene, asHeard(heard, inbound)), answer);
  return {
    mark: heard.eventId,
    actor: `contact:${heard.contactId}`,
    requestId: heard.eventId,
    now,
    before,
    after: threadAfter(before.thread, turn, sticky),
    address: mergedAddress(before.address, inbound.from),
    language,
    inbound: {
      heard,
      bytes: inbound.bytes,
      action: turn.silence === undefined ? "message.answered" : "message.recorded",
    },
    intents: turn.says.map((say) => ({ intentId: ports.newId(), say })),
    handOver: turn.handOver,
    enter: turn.enter,
    deeds: turn.deeds ?? [],
    opened: reading.openings,
  };
}

function asHeard({ kind }: HeardMessage, { text, choiceId }: Inbound): Heard {
  return kind === "choice" ? { kind, id: choiceId, text } : { kind, text };
}

/** Names and dates say nothing about the language that someone reads, and the title of a button is our own words. */
function stickyLanguage(
  ports: Ports,
  { text, choiceId }: Inbound,
  { language, stage }: Thread,
): Thread["language"] {
  if (choiceId !== "" && language !== undefined) return language;
  const givesData = stage.kind === "name" || stage.kind === "birth-date";
  return settleLanguage(text, givesData ? undefined : ports.detectLanguage(text), language);
}

function threadAfter(before: Thread, turn: Turn, language: Thread["language"]): Thread {
  const aside = turn.silence !== undefined || turn.handOver?.reason === "emergency";
  return {
    owner: turn.handOver?.owner ?? before.owner,
    language,
    urgent: before.urgent || (turn.handOver?.urgent ?? false),
    misses: aside ? before.misses : turn.missed === true ? before.misses + 1 : 0,
    stage: turn.stage,
    patientId: turn.link ?? before.patientId,
  };
}
