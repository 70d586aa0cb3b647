import type { Log } from "@careline/runtime";
import type { Hold, Ports, Saved } from "../app/ports.ts";
import { putOffIntent } from "../app/put-off.ts";
import { sendIntent } from "../app/send-intent.ts";
import { priorities } from "../domain/intent.ts";
import { laterAnswersWaitMs } from "../domain/silence.ts";

interface Lane {
  readonly priority: number;
  readonly most: number;
  /** Sends of different contacts at once; one contact has one at a time. */
  readonly busy: Map<string, Promise<void>>;
  /** Conversations that cannot go on, and when they are looked at again. */
  readonly blocked: Map<string, number>;
}

const pageSize = 50;
// How soon a conversation is looked at again whose earlier answer waits or has an open fate.
const lookAgainMs = 500;
// So soon emergencies and the lease are looked after again, however long the queue is.
const fillMs = 50;

/**
 * What is on its way now. Emergencies, answers and reminders each have room of their own, so an emergency finds its
 * way free whatever else hangs, and reminders that wait for a peer take nothing from answers.
 */
export function lanes(ports: Ports, log: Log, nudge: () => void) {
  const send = sendIntent(ports);
  const putOff = putOffIntent(ports);
  const lane = (priority: number, most: number): Lane => ({
    priority,
    most,
    busy: new Map(),
    blocked: new Map(),
  });
  const all = [lane(priorities.emergency, 16), lane(priorities.reply, 16), lane(priorities.reminder, 8)];
  const inHand = new Set<string>();
  const failures = new Map<string, number>();

  async function carry(saved: Saved, hold: Hold): Promise<void> {
    const { intentId } = saved.intent;
    try {
      await send(saved, hold);
      failures.delete(intentId);
    } catch (error) {
      const attempt = (failures.get(intentId) ?? 0) + 1;
      failures.set(intentId, attempt);
      log.warn("a send was put off", { intentId, attempt, error });
      await putOff(saved, hold, attempt, error).catch((failed: unknown) =>
        log.warn("a send could not even be put off", { intentId, error: failed }),
      );
    }
  }

  function begin({ busy }: Lane, saved: Saved, hold: Hold): void {
    const { contactId, intentId } = saved.intent;
    inHand.add(intentId);
    const done = () => {
      inHand.delete(intentId);
      busy.delete(contactId);
      nudge();
    };
    busy.set(contactId, carry(saved, hold).finally(done));
  }

  /** The intent whose turn it is in the conversation of a due one, if it may go now. */
  async function nextOf(saved: Saved): Promise<Saved | undefined> {
    const { intentClass, source } = saved.intent;
    if (intentClass === "emergency" || source !== "conversation") return saved;
    const now = ports.now();
    const first = await ports.intents.firstInLine(saved, new Date(now.getTime() - laterAnswersWaitMs));
    const isDue = first.intent.state === "planned" && first.intent.notBefore <= now;
    return isDue && !inHand.has(first.intent.intentId) ? first : undefined;
  }

  async function fill(lane: Lane, hold: Hold): Promise<void> {
    const untilMs = performance.now() + fillMs;
    while (lane.busy.size < lane.most && hold.isHeld() && performance.now() < untilMs) {
      const found = await ports.intents.due(ports.now(), {
        priority: lane.priority,
        exceptContacts: [...lane.busy.keys()],
        exceptSources: [...lane.blocked.keys()],
        limit: pageSize,
      });
      if (found.length === 0) return;
      for (const saved of found) {
        const { contactId, sourceId } = saved.intent;
        if (lane.busy.size >= lane.most || !hold.isHeld()) return;
        if (lane.busy.has(contactId) || lane.blocked.has(sourceId)) continue;
        const next = await nextOf(saved);
        if (next === undefined) lane.blocked.set(sourceId, performance.now() + lookAgainMs);
        else begin(lane, next, hold);
      }
    }
  }

  return {
    /** What is in the middle of its send here. */
    inHand: (): readonly string[] => [...inHand],
    /** Begins all that may go and has room, the most urgent first. */
    async fill(hold: Hold): Promise<void> {
      for (const lane of all) {
        const nowMs = performance.now();
        for (const [source, untilMs] of lane.blocked) if (untilMs < nowMs) lane.blocked.delete(source);
        await fill(lane, hold);
      }
    },
    async settled(): Promise<void> {
      await Promise.allSettled(all.flatMap(({ busy }) => [...busy.values()]));
    },
  };
}
