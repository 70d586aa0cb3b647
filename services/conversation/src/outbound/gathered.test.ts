import { expect, test } from "vitest";
import { gathered } from "./gathered.ts";

/** A work that waits to be let go, and notes with what it was called. */
function slow() {
  const calls: (readonly number[])[] = [];
  const gates: PromiseWithResolvers<void>[] = [];
  const call = gathered<number>((all) => {
    calls.push(all);
    const gate = Promise.withResolvers<void>();
    gates.push(gate);
    return gate.promise;
  });
  return { calls, gates, call };
}

const turn = () => new Promise(setImmediate);

test("what comes while a call is on its way goes together with the next", async () => {
  const { calls, gates, call } = slow();
  const first = call(1);
  await turn();
  const rest = Promise.all([call(2), call(3)]);
  await turn();
  expect(calls).toEqual([[1]]);
  gates[0]?.resolve();
  await first;
  await turn();
  expect(calls).toEqual([[1], [2, 3]]);
  gates[1]?.resolve();
  await rest;
});

test("nobody is told that it is done before it is, and a failure is told to all whom it concerns, and only them", async () => {
  const { gates, call } = slow();
  const outcomes: string[] = [];
  const note = (name: string, done: Promise<void>) =>
    done.then(
      () => outcomes.push(`${name} done`),
      () => outcomes.push(`${name} failed`),
    );
  const notes = [note("a", call(1)), note("b", call(2))];
  await turn();
  notes.push(note("c", call(3)));
  expect(outcomes).toEqual([]);
  gates[0]?.reject(new Error("away"));
  await turn();
  expect(outcomes).toEqual(["a failed", "b failed"]);
  gates[1]?.resolve();
  await Promise.all(notes);
  expect(outcomes.at(-1)).toBe("c done");
});
