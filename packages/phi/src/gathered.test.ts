import { expect, test } from "vitest";
import { gathered } from "./gathered.ts";

function asking() {
  const calls: { questions: readonly string[]; answer: PromiseWithResolvers<void> }[] = [];
  const ask = gathered(async (questions: readonly string[]) => {
    const answer = Promise.withResolvers<void>();
    calls.push({ questions, answer });
    await answer.promise;
    return questions.map((question) => question.toUpperCase());
  });
  return { calls, ask };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test("what is asked at once is one question, what is asked meanwhile is the next", async () => {
  const { calls, ask } = asking();
  const first = [ask("a"), ask("b")];
  await turn();
  const next = [ask("c"), ask("a")];
  await turn();
  expect(calls.map(({ questions }) => questions)).toEqual([["a", "b"]]);
  calls[0]?.answer.resolve();
  expect(await Promise.all(first)).toEqual(["A", "B"]);
  await turn();
  calls[1]?.answer.resolve();
  // Asked again, it is answered again: the first answer may be out of date.
  expect(await Promise.all(next)).toEqual(["C", "A"]);
  expect(calls.map(({ questions }) => questions)).toEqual([
    ["a", "b"],
    ["c", "a"],
  ]);
});

test("a failure is that of those who asked together, and the next are asked for anew", async () => {
  const { calls, ask } = asking();
  const first = [ask("a"), ask("b")].map((one) => one.catch(String));
  await turn();
  const next = ask("c");
  calls[0]?.answer.reject(new Error("away"));
  expect(await Promise.all(first)).toEqual(["Error: away", "Error: away"]);
  await turn();
  calls[1]?.answer.resolve();
  expect(await next).toBe("C");
});
