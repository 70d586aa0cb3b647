import type { Document, WithId } from "mongodb";
import { byValue } from "./by-value.ts";
import type { SharedUnit } from "./port.ts";
import { afterThisTurn } from "./turn.ts";

export type Find = SharedUnit["find"];
export type Ask = (collection: string, field: string, values: readonly string[]) => Promise<Document[]>;

interface Question {
  readonly collection: string;
  readonly field: string;
  readonly values: readonly string[];
  answer(documents: readonly Document[]): void;
  fail(error: unknown): void;
}

/**
 * Runs works side by side. What they ask for goes out in rounds, one query for each collection and field: a round when
 * every work has ended or waits for an answer. Rejects, once all have ended, when a query failed: that is nobody's own.
 */
export async function inRounds<T>(
  works: readonly ((find: Find) => Promise<T>)[],
  ask: Ask,
): Promise<PromiseSettledResult<T>[]> {
  const busy = new Set<object>();
  let questions: Question[] = [];
  let failure: { readonly error: unknown } | undefined;
  let onQuiet = () => {};

  async function run(work: (find: Find) => Promise<T>): Promise<T> {
    const me = {};
    let waiting = 0;
    let isEnded = false;
    const look = () => {
      if (!isEnded && waiting === 0) busy.add(me);
      else busy.delete(me);
      if (busy.size === 0) onQuiet();
    };
    const find = (collection: string, field: string, values: readonly string[]) =>
      new Promise<readonly Document[]>((resolve, reject) => {
        if (failure !== undefined) {
          reject(failure.error);
          return;
        }
        const heard = () => {
          waiting--;
          look();
        };
        const answer = (documents: readonly Document[]) => {
          heard();
          resolve(documents);
        };
        const fail = (error: unknown) => {
          heard();
          reject(error);
        };
        questions.push({ collection, field, values, answer, fail });
        waiting++;
        look();
      });
    look();
    try {
      return await work(find as Find);
    } finally {
      isEnded = true;
      look();
    }
  }

  async function quiet(): Promise<void> {
    if (busy.size > 0) await new Promise<void>((resolve) => (onQuiet = resolve));
    onQuiet = () => {};
    // A work that asks for two things at once has asked for the second only after this.
    await afterThisTurn();
  }

  const ended = Promise.allSettled(works.map(run));
  for (await quiet(); questions.length > 0; await quiet()) {
    const round = questions;
    questions = [];
    try {
      await answerAll(round, ask);
    } catch (error) {
      failure = { error };
      for (const { fail } of [...round, ...questions.splice(0)]) fail(error);
    }
  }
  const settled = await ended;
  if (failure !== undefined) throw failure.error;
  return settled;
}

async function answerAll(round: readonly Question[], ask: Ask): Promise<void> {
  const alike = Map.groupBy(round, ({ collection, field }) => JSON.stringify([collection, field]));
  const answers = new Map<Question, readonly Document[]>();
  for (const group of alike.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const values = [...new Set(group.flatMap((question) => question.values))];
    const documents: WithId<Document>[] | Document[] =
      values.length === 0 ? [] : await ask(first.collection, first.field, values);
    const of = byValue(documents, first.field);
    for (const question of group) answers.set(question, of(question.values));
  }
  for (const question of round) question.answer(answers.get(question) ?? []);
}
