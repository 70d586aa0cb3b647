import { AsyncLocalStorage } from "node:async_hooks";
import type { Db, Document, WithId } from "mongodb";
import { byValue } from "./by-value.ts";
import type { Store } from "./port.ts";
import { type Gathering, afterThisTurn, gathering } from "./turn.ts";

interface Question {
  readonly value: string;
  resolve(documents: readonly WithId<Document>[]): void;
  reject(error: unknown): void;
}

interface Desk {
  waiting: Question[];
  isAsking: boolean;
  readonly gathered: Gathering;
}

const valuesMax = 1_000;
// As with shared transactions: a question for many costs little more than one for one.
const gatherMs = 5;

/** Questions of one kind go out together: at once when none is on its way, else with the next. */
export function questions(db: Db): Pick<Store, "find"> {
  const desks = new Map<string, Desk>();
  const outside = AsyncLocalStorage.snapshot();

  async function ask(desk: Desk, collection: string, field: string): Promise<void> {
    if (desk.isAsking) return;
    desk.isAsking = true;
    await desk.gathered.next();
    await afterThisTurn();
    while (desk.waiting.length > 0) {
      const asked = desk.waiting.splice(0, valuesMax);
      const values = [...new Set(asked.map(({ value }) => value))];
      const begunAt = performance.now();
      try {
        const filter = { [field]: { $in: values } };
        const of = byValue(
          await db.collection(collection).find(filter, { batchSize: 1_000 }).toArray(),
          field,
        );
        for (const { value, resolve } of asked) resolve(of([value]));
      } catch (error) {
        for (const { reject } of asked) reject(error);
      }
      desk.gathered.took(performance.now() - begunAt);
      if (desk.waiting.length > 0) await desk.gathered.next();
    }
    desk.isAsking = false;
  }

  return {
    find: <T extends Document>(collection: string, field: string, value: string) =>
      new Promise<readonly WithId<T>[]>((resolve, reject) => {
        const name = JSON.stringify([collection, field]);
        const desk = desks.get(name) ?? {
          waiting: [],
          isAsking: false,
          gathered: gathering(gatherMs, 4 * gatherMs),
        };
        desks.set(name, desk);
        desk.waiting.push({ value, resolve: resolve as Question["resolve"], reject });
        void outside(() => ask(desk, collection, field));
      }),
  };
}
