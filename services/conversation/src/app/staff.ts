import { Fault } from "@careline/faults";
import { idle } from "../domain/thread.ts";
import type { Thread } from "../domain/thread.ts";
import type { Change, Ports, StaffContent, Standing } from "./ports.ts";

type Needs = Pick<Ports, "threads" | "reading" | "now" | "newId" | "clinicOf">;

interface StaffAct {
  readonly tenantId: string;
  readonly conversationId: string;
  readonly staffId: string;
  readonly requestId: string;
}

export interface StaffReply extends StaffAct {
  readonly key: string;
  /** Opens what is to be said for the contact that the thread is with. */
  readonly content: (contactId: string, reading: ReturnType<Ports["reading"]>) => Promise<StaffContent>;
}

const triesMax = 5;
const longest = 4096;

/** A person answers; a thread of the bot becomes theirs. The same key says it once and answers the same. */
export function reply(ports: Needs) {
  return async (act: StaffReply): Promise<string> => {
    const earlier = await ports.threads.repliedWith(act.tenantId, act.key);
    if (earlier !== undefined) return sameThread(earlier, act);
    const intentId = ports.newId();
    const outcome = await onThread(ports, act, async (before, reading) => {
      const content = checked(await act.content(before.contactId, reading));
      return {
        mark: `reply:${act.tenantId}:${act.key}`,
        after: { ...before.thread, owner: "person" },
        intents: [{ intentId, say: { sayClass: "staff", content } }],
        replyKey: act.key,
        deeds: [
          ...(before.thread.owner === "bot" ? [deed("conversation.taken-over", act)] : []),
          deed("message.replied", act),
        ],
      };
    });
    if (outcome !== "again") return intentId;
    const said = await ports.threads.repliedWith(act.tenantId, act.key);
    if (said === undefined) throw new Fault("unavailable", "the reply is being saved by another call");
    return sameThread(said, act);
  };
}

function checked(content: StaffContent): StaffContent {
  if (content.kind === "given") return content;
  const body = content.body.trim();
  if (body === "" || body.length > longest) throw new Fault("invalid", "a reply has 1 to 4096 letters");
  return { ...content, body };
}

function sameThread(said: { conversationId: string; intentId: string }, act: StaffReply): string {
  if (said.conversationId !== act.conversationId)
    throw new Fault("invalid", "this idempotency_key was used in another thread");
  return said.intentId;
}

/** A person takes the thread. Taking it again changes nothing. */
export function takeOver(ports: Needs) {
  return changeOwner(ports, "conversation.taken-over", (thread) => ({ ...thread, owner: "person" }));
}

/** The bot answers again, from a clean start, and says nothing about it. */
export function handBack(ports: Needs) {
  return changeOwner(ports, "conversation.handed-back", (thread) => ({
    ...thread,
    owner: "bot",
    urgent: false,
    misses: 0,
    stage: idle,
  }));
}

function changeOwner(ports: Needs, action: string, to: (thread: Thread) => Thread) {
  return async (act: StaffAct): Promise<void> => {
    const { thread } = await standingOf(ports, act, ports.reading());
    const wanted = to(thread);
    if (thread.owner === wanted.owner && thread.urgent === wanted.urgent) return;
    await onThread(ports, act, async (before) => ({
      mark: `${action}:${ports.newId()}`,
      after: to(before.thread),
      intents: [],
      deeds: [deed(action, act)],
    }));
  };
}

function deed(action: string, { conversationId }: StaffAct) {
  return { action, resourceType: "conversation", resourceId: conversationId };
}

type Decided = Pick<Change, "mark" | "after" | "intents" | "deeds"> & { readonly replyKey?: string };
type Decide = (before: Standing, reading: ReturnType<Ports["reading"]>) => Promise<Decided>;

async function onThread(ports: Needs, act: StaffAct, decide: Decide): Promise<"saved" | "again"> {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const reading = ports.reading();
    const before = await standingOf(ports, act, reading);
    const decided = await decide(before, reading);
    const { owner, urgent } = decided.after;
    const outcome = await ports.threads.save({
      actor: `staff:${act.staffId}`,
      requestId: act.requestId,
      now: ports.now(),
      before,
      address: before.address ?? { phone: "", userId: "", username: "" },
      language: before.thread.language ?? ports.clinicOf(act.tenantId).defaultLanguage,
      handOver: owner === before.thread.owner ? undefined : { owner, urgent, reason: "staff" },
      opened: reading.openings,
      ...decided,
    });
    if (outcome !== "changed") return outcome;
  }
  throw new Fault("conflict", "the thread changed under every try");
}

async function standingOf(
  ports: Needs,
  act: StaffAct,
  reading: ReturnType<Ports["reading"]>,
): Promise<Standing> {
  const standing = await ports.threads.byId(act.tenantId, act.conversationId, reading);
  if (standing === undefined) throw new Fault("missing", "no such conversation");
  return standing;
}
