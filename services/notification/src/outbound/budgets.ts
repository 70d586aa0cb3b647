import { failpoint } from "@careline/faults";
import type { Store } from "@careline/store";
import { type Budget, limits, type Sender } from "../domain/budget.ts";

/** A budget as it was read; it is written only if nobody has written it since. */
export interface ReadBudget extends Budget {
  readonly version: number;
}

/** The budgets of all numbers, where all senders see them. */
export interface Budgets {
  read(phoneNumberId: string): Promise<ReadBudget>;
  /** False: somebody else was first. */
  write(phoneNumberId: string, read: ReadBudget, senders: readonly Sender[]): Promise<boolean>;
  /** WhatsApp says how many messages a second a number may have. */
  limit(phoneNumberId: string, perSecond: number): Promise<void>;
  /** It is also used in the app on a phone, so it has less, whatever else is said of it in the next month. */
  coexists(phoneNumberId: string): Promise<void>;
}

interface BudgetDocument {
  /** The number's id at WhatsApp. */
  _id: string;
  limit: number;
  version: number;
  senders: Sender[];
  coexistsUntil?: Date;
}

const monthMs = 30 * 24 * 3_600_000;
const hourMs = 3_600_000;

export function mongoBudgets(store: Pick<Store, "collection">, now: () => Date): Budgets {
  const rows = store.collection<BudgetDocument>("budgets");
  const noted = new Map<string, number>();

  async function read(_id: string): Promise<ReadBudget & Pick<BudgetDocument, "coexistsUntil">> {
    const found = await rows.findOne({ _id });
    if (found !== null) return found;
    const made = { limit: limits.standard, version: 0, senders: [] };
    await rows.updateOne({ _id }, { $setOnInsert: made }, { upsert: true });
    return made;
  }
  return {
    read,
    async write(_id, { version }, senders) {
      failpoint("budget.before-look");
      const { matchedCount } = await rows.updateOne(
        { _id, version },
        { $set: { senders: [...senders] }, $inc: { version: 1 } },
      );
      failpoint("budget.after-look");
      return matchedCount === 1;
    },
    async limit(_id, perSecond) {
      const { limit, coexistsUntil } = await read(_id);
      const isShared = coexistsUntil !== undefined && coexistsUntil > now();
      const next = isShared ? limits.coexistence : perSecond;
      if (limit === next) return;
      failpoint("budget.before-limit");
      await rows.updateOne({ _id }, { $set: { limit: next }, $inc: { version: 1 } });
      failpoint("budget.after-limit");
    },
    async coexists(_id) {
      const nowMs = now().getTime();
      if ((noted.get(_id) ?? 0) > nowMs - hourMs) return;
      await read(_id);
      const change = { limit: limits.coexistence, coexistsUntil: new Date(nowMs + monthMs) };
      failpoint("budget.before-coexist");
      await rows.updateOne({ _id }, { $set: change, $inc: { version: 1 } });
      failpoint("budget.after-coexist");
      noted.set(_id, nowMs);
    },
  };
}
