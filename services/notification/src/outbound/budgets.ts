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
}

interface BudgetDocument {
  /** The number's id at WhatsApp. */
  _id: string;
  limit: number;
  version: number;
  senders: Sender[];
}

export function mongoBudgets(store: Store): Budgets {
  const rows = store.collection<BudgetDocument>("budgets");
  async function read(_id: string): Promise<ReadBudget> {
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
      const { limit } = await read(_id);
      if (limit === perSecond) return;
      failpoint("budget.before-limit");
      await rows.updateOne({ _id }, { $set: { limit: perSecond }, $inc: { version: 1 } });
      failpoint("budget.after-limit");
    },
  };
}
