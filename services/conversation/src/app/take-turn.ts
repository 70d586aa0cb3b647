import { Fault } from "@careline/faults";
import type { Decided } from "../domain/facts.ts";
import { settleLanguage } from "../domain/language.ts";
import { crowdAfter } from "../domain/crowd.ts";
import { textsIn } from "../domain/texts/index.ts";
import type { Thread } from "../domain/thread.ts";
import type { Scene, Turn } from "../domain/turn.ts";
import type { Listened, Listener } from "./listen.ts";
import { mergedAddress } from "./merged-address.ts";
import type { Change, HeardMessage, Inbound, Ports, Standing } from "./ports.ts";

/** What a turn needs: nothing of other services. */
export type TurnPorts = Pick<
  Ports,
  "threads" | "clinicOf" | "detectLanguage" | "reading" | "now" | "newId"
> & { readonly listener: Listener };

/** `undefined`: the message turns out to be carried out already. */
type Decide = (
  scene: Scene,
  before: Standing,
) => Promise<(Turn & { readonly consent?: Decided | undefined }) | undefined>;

const triesMax = 5;

/**
 * Takes a thread one step further for a message, and saves all of it at once, if the thread still stands as it was read;
 * else it is decided anew. A message that was carried out before changes nothing, whoever carried it out.
 */
export async function takeTurn(
  ports: TurnPorts,
  heard: HeardMessage,
  listened: Listened,
  decide: Decide,
): Promise<void> {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const change = await turnOf(ports, heard, listened, decide);
    if (change === undefined || (await ports.threads.save(change)) !== "changed") return;
  }
  throw new Fault("conflict", "the thread changed under every try");
}

async function turnOf(
  ports: TurnPorts,
  heard: HeardMessage,
  { inbound, openings }: Listened,
  decide: Decide,
): Promise<Change | undefined> {
  const now = ports.now();
  const reading = ports.reading();
  const before = await ports.threads.of(heard, reading, inbound.from);
  const clinic = ports.clinicOf(heard.tenantId);
  const sticky = stickyLanguage(ports, heard, inbound, before);
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
  const turn = await decide(scene, before);
  if (turn === undefined) return undefined;
  return {
    mark: heard.eventId,
    actor: `contact:${heard.contactId}`,
    requestId: heard.eventId,
    now,
    before,
    after: { ...threadAfter(before.thread, turn, sticky), crowd: crowdAfter(before.thread.crowd, heard) },
    address: mergedAddress(before.address, inbound.from),
    language,
    inbound: {
      heard,
      wamid: inbound.wamid,
      bytes: inbound.bytes,
      action: turn.silence === undefined ? "message.answered" : "message.recorded",
    },
    intents: turn.says.map((say) => ({ intentId: ports.newId(), say })),
    handOver: turn.handOver,
    enter: turn.enter,
    consent: turn.consent,
    deeds: turn.deeds ?? [],
    opened: [...openings, ...reading.openings],
  };
}

/** Names and dates say nothing about the language that someone reads, and the title of a button is our own words. */
function stickyLanguage(
  ports: TurnPorts,
  { sentAt, isEcho }: HeardMessage,
  { text, choiceId }: Inbound,
  { thread: { language, stage }, lastInboundAt }: Standing,
): Thread["language"] {
  // What the clinic wrote is in the clinic's language.
  if (isEcho) return language;
  const isOvertaken = lastInboundAt !== undefined && lastInboundAt > sentAt;
  if (language !== undefined && (choiceId !== "" || isOvertaken)) return language;
  const givesData = stage.kind === "name" || stage.kind === "birth-date";
  return settleLanguage(text, () => (givesData ? undefined : ports.detectLanguage(text)), language);
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
