import type { Log } from "@careline/runtime";
import type { First, Hold, Ports, Saved } from "../app/ports.ts";
import { putOffIntent } from "../app/put-off.ts";
import { sendIntent } from "../app/send-intent.ts";
import { lineOf, priorities } from "../domain/intent.ts";
import { isWaitedFor } from "../domain/silence.ts";
import { carrier } from "./carry.ts";
import {
  enter,
  hasRoomFor,
  keepFresh,
  type Lane,
  lane,
  leave,
  type Room,
  takeFresh,
  tenantsWithoutRoom,
} from "./lane.ts";

// How soon a conversation is looked at again whose earlier answer waits or has an open fate.
const lookAgainMs = 500;
// So soon emergencies and the lease are looked after again, however long the queue is.
const fillMs = 50;

type Firsts = ReadonlyMap<string, First>;

const isInLine = ({ intent: { source, intentClass } }: Saved) =>
  source === "conversation" && intentClass !== "emergency";

/**
 * What is on its way now. Emergencies, answers and reminders each have room of their own, so an emergency finds its
 * way free whatever else hangs, and reminders that wait for a peer take nothing from answers. What this process
 * planned goes from hand to hand; what others planned, what waited and what is left from before is read.
 */
export function lanes(
  ports: Ports,
  log: Log,
  { room, uncertainAfterMs }: { readonly room: Room; readonly uncertainAfterMs: number },
  nudge: () => void,
) {
  const carry = carrier({ send: sendIntent(ports), putOff: putOffIntent(ports), log });
  const all = [
    lane(priorities.emergency, room.emergencies),
    lane(priorities.reply, room.answers),
    lane(priorities.reminder, room.reminders),
  ];
  const inHand = new Set<string>();

  function begin(of: Lane, saved: Saved, hold: Hold): void {
    const { contactId, intentId } = saved.intent;
    inHand.add(intentId);
    const done = () => {
      inHand.delete(intentId);
      leave(of, saved);
      if (of.isBehind || of.fresh.some(({ intent }) => intent.contactId === contactId)) nudge();
    };
    enter(of, saved, carry(saved, hold).finally(done));
  }

  /** The intent whose turn it is in the conversation of a candidate, if it may go now. */
  async function nextOf(saved: Saved, first: First): Promise<Saved | undefined> {
    if (first.state !== "planned" || first.notBefore > ports.now()) return undefined;
    if (first.intentId === saved.intent.intentId) return saved;
    return ports.intents.find(saved.intent.tenantId, first.intentId);
  }

  async function consider(of: Lane, saved: Saved, firsts: Firsts, hold: Hold): Promise<void> {
    if (!isInLine(saved)) {
      if (!inHand.has(saved.intent.intentId)) begin(of, saved, hold);
      return;
    }
    const first = firsts.get(lineOf(saved.intent));
    // Nothing of the conversation is on its way any more: it was sent since it was found.
    if (first === undefined) return;
    const next = inHand.has(first.intentId) ? undefined : await nextOf(saved, first);
    if (next === undefined) of.blocked.set(saved.intent.sourceId, performance.now() + lookAgainMs);
    else if (hasRoomFor(of, next) && !inHand.has(next.intent.intentId)) begin(of, next, hold);
  }

  async function beginAll(of: Lane, candidates: readonly Saved[], hold: Hold): Promise<void> {
    const now = ports.now();
    const firsts = await ports.intents.firstInLines(candidates.filter(isInLine), (openSince) =>
      isWaitedFor(openSince, uncertainAfterMs, now),
    );
    for (const saved of candidates) {
      if (!hold.isHeld()) return;
      if (hasRoomFor(of, saved)) await consider(of, saved, firsts, hold);
      else of.isBehind ||= of.busy.size >= of.most;
    }
  }

  async function beginFresh(of: Lane, hold: Hold): Promise<void> {
    const fresh = takeFresh(of);
    if (fresh.length === 0) return;
    await beginAll(of, fresh, hold);
    const waits = ({ intent }: Saved) => of.busy.has(intent.contactId) && !inHand.has(intent.intentId);
    of.fresh.unshift(...fresh.filter(waits));
  }

  /** Reads what is due as long as there is room. */
  async function readDue(of: Lane, hold: Hold): Promise<void> {
    const untilMs = performance.now() + fillMs;
    while (hold.isHeld()) {
      of.isBehind = of.busy.size >= of.most || performance.now() >= untilMs;
      if (of.isBehind) return;
      const found = await ports.intents.due(ports.now(), {
        priority: of.priority,
        exceptContacts: [...of.busy.keys()],
        exceptSources: [...of.blocked.keys()],
        exceptTenants: tenantsWithoutRoom(of),
        limit: of.most,
      });
      if (found.length === 0) return;
      await beginAll(of, found, hold);
    }
  }

  return {
    /** What is in the middle of its send here. */
    inHand: (): readonly string[] => [...inHand],
    /** Takes what was planned by this process. */
    offer(saved: Saved): void {
      const of = all.find(({ priority }) => priority === priorities[saved.intent.intentClass]);
      if (of === undefined) return;
      keepFresh(of, saved);
      if (!of.busy.has(saved.intent.contactId)) nudge();
    },
    /** Lets go of what was planned here: another process sends. */
    forget(): void {
      for (const of of all) of.fresh = [];
    },
    /** Begins all that may go and has room, the most urgent first. `isReading`: also what was not planned here. */
    async fill(hold: Hold, isReading: boolean): Promise<void> {
      const nowMs = performance.now();
      for (const of of all) {
        for (const [source, untilMs] of of.blocked) if (untilMs < nowMs) of.blocked.delete(source);
        await beginFresh(of, hold);
      }
      if (!isReading && all.every(({ isBehind }) => !isBehind)) return;
      const known = [...inHand, ...all.flatMap(({ fresh }) => fresh.map(({ intent }) => intent.intentId))];
      const sources = all.flatMap(({ blocked }) => [...blocked.keys()]);
      const isBehind = all.some((each) => each.isBehind);
      if (!isBehind && !(await ports.intents.isAnyDue(ports.now(), { intents: known, sources }))) return;
      for (const of of all) await readDue(of, hold);
    },
    async settled(): Promise<void> {
      await Promise.allSettled(all.flatMap(({ busy }) => [...busy.values()]));
    },
  };
}
