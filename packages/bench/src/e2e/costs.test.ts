import { expect, test } from "vitest";
import { answerCosts, type Costs, rowsOf, statusCosts } from "./costs.ts";
import type { Measured } from "./measure.ts";

const measured = (micros: number, statuses = 0): Measured => ({
  cpu: new Map([
    ["gateway", micros],
    ["kafka", 99_000],
  ]),
  windowMs: 1_000,
  report: {
    ...{ messages: 10, answered: 10, surplus: 0, wrong: 0, refused: 0, statuses, wallMs: 500 },
    ...{ response: "", service: "", acknowledged: "", lateP99Ms: 0, backlogMost: 0 },
  },
});
const costs = (answer: number, whole: number): Costs => ({
  name: "x",
  idle: new Map([["gateway", 1_000]]),
  bare: [measured(answer)],
  whole: [measured(whole, 30)],
  isService: (name) => name === "gateway",
});

test("an answer costs what the services used; broker and database are counted apart", () => {
  expect(answerCosts(costs(9_000, 0))).toEqual([900]);
});

test("a status costs what an answer with its three costs more, by three", () => {
  expect(statusCosts(costs(9_000, 15_000))).toEqual([200]);
});

test("idling is told apart, and the typical stack's cost is over ours", () => {
  const [answer, idling] = rowsOf(costs(9_000, 15_000), costs(36_000, 60_000));
  expect(answer).toMatchObject({ value: 900, ratio: 4 });
  expect(idling).toMatchObject({ value: 100 });
});
