import { isKnownAsTold, toldOf } from "../app/contact-news.ts";
import { lastInboundAt } from "../app/last-inbound-at.ts";
import type { Change, Standing, Threads } from "../app/ports.ts";
import { newThread } from "../domain/thread.ts";
import { personKey } from "../domain/person-name.ts";

/** Threads in memory, with the compare-and-set of the real ones. */
export function fakeThreads(newId: () => string) {
  const standings = new Map<string, Standing>();
  const patients = new Map<string, string>();
  const changes: Change[] = [];
  const marks = new Set<string>();
  let before: (() => void) | undefined;

  const threads: Threads = {
    isDone: async (mark) => marks.has(mark),
    of: async (key) =>
      [...standings.values()].find(
        (one) => one.contactId === key.contactId && one.tenantId === key.tenantId,
      ) ?? {
        ...key,
        conversationId: newId(),
        version: 0,
        sequence: 0,
        messages: 0,
        thread: newThread,
      },
    byId: async (tenantId, conversationId) => {
      const found = standings.get(conversationId);
      return found?.tenantId === tenantId ? found : undefined;
    },
    save: async (change) => {
      before?.();
      before = undefined;
      if (marks.has(change.mark)) return "again";
      const { conversationId, tenantId, version } = change.before;
      if ((standings.get(conversationId)?.version ?? 0) !== version) return "changed";
      if (change.enter) {
        const key = `${tenantId}/${personKey(change.enter.fullName, change.enter.birthDate)}`;
        if (patients.has(key)) return "changed";
        patients.set(key, change.enter.patientId);
      }
      marks.add(change.mark);
      changes.push(change);
      standings.set(conversationId, {
        ...change.before,
        version: version + 1,
        thread: change.after,
        address: change.address,
        sequence: change.before.sequence + change.intents.length,
        lastInboundAt: lastInboundAt(change),
        told: isKnownAsTold(change) ? change.before.told : toldOf(change),
        consent: change.consent ?? change.before.consent,
      });
      return "saved";
    },
    repliedWith: async (tenantId, key) => {
      const said = changes.find((one) => one.replyKey === key && one.before.tenantId === tenantId);
      const [intent] = said?.intents ?? [];
      return said && intent && { conversationId: said.before.conversationId, intentId: intent.intentId };
    },
  };
  return {
    threads,
    standings,
    changes,
    find: async (tenantId: string, identity: { fullName: string; birthDate: string }) =>
      patients.get(`${tenantId}/${personKey(identity.fullName, identity.birthDate)}`),
    /** Does something just before the next save: as another call would. */
    beforeNextSave: (work: () => void) => void (before = work),
  };
}
