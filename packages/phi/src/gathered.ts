interface Waiting<Q, A> {
  readonly question: Q;
  readonly resolve: (answer: A) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Asks many questions as one: what is asked while an answer is on its way goes together with the next, and nothing ever
 * waits when nothing is on its way. No answer is older than its question.
 */
export function gathered<Q, A>(ask: (questions: readonly Q[]) => Promise<readonly A[]>) {
  let waiting: Waiting<Q, A>[] = [];
  let isAsking = false;

  async function askAll(): Promise<void> {
    isAsking = true;
    // Those who ask in this same moment are many when a batch of messages arrives.
    await Promise.resolve();
    while (waiting.length > 0) {
      const asked = waiting;
      waiting = [];
      try {
        const answers = await ask(asked.map(({ question }) => question));
        for (const [index, { resolve }] of asked.entries()) resolve(answers[index] as A);
      } catch (error) {
        for (const { reject } of asked) reject(error);
      }
    }
    isAsking = false;
  }

  return (question: Q): Promise<A> =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject });
      if (!isAsking) void askAll();
    });
}
