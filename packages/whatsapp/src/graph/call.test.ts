import { describe, expect, test } from "vitest";
import type { GraphAnswer } from "./answer.ts";
import { call, everyPage } from "./call.ts";
import type { Graph } from "./call.ts";
import type { GraphRequest } from "./request.ts";

const request = { method: "GET", path: ["102", "message_templates"], query: { limit: "2" } } as const;

function graphOf(...answers: readonly GraphAnswer[]): Graph & { readonly asked: GraphRequest[] } {
  const left = [...answers];
  const asked: GraphRequest[] = [];
  return {
    asked,
    async exchange(one) {
      asked.push(one);
      return left.shift() ?? { status: 500, body: undefined };
    },
  };
}

const page = (data: unknown, after?: string, next = after): GraphAnswer => ({
  status: 200,
  body: { data, paging: { cursors: { before: "x", after }, next } },
});

describe("a list", () => {
  test("is read to its last page", async () => {
    const graph = graphOf(page([1, 2], "a"), page([3, 4], "b"), page([5], "c", ""));
    expect(await everyPage(graph, "account", request)).toEqual([1, 2, 3, 4, 5]);
    expect(graph.asked.map(({ query }) => query)).toEqual([
      { limit: "2", after: undefined },
      { limit: "2", after: "a" },
      { limit: "2", after: "b" },
    ]);
  });

  test("that leads back to itself ends", async () => {
    const graph = graphOf(page([1], "a"), page([2], "a"));
    expect(await everyPage(graph, "account", request)).toEqual([1, 2]);
  });

  test("without pages, or without data", async () => {
    expect(await everyPage(graphOf({ status: 200, body: { data: [1] } }), "account", request)).toEqual([1]);
    expect(await everyPage(graphOf({ status: 200, body: {} }), "account", request)).toEqual([]);
  });

  test("that changed meanwhile is a conflict", async () => {
    const graph = graphOf(page([1], "a"), { status: 400, body: { error: { code: 131059 } } });
    await expect(everyPage(graph, "account", request)).rejects.toMatchObject({ kind: "conflict" });
  });
});

test.each<readonly [string, GraphAnswer]>([
  ["an error with 200", { status: 200, body: { error: { code: 1 } } }],
  ["no success", { status: 200, body: { success: false } }],
  ["a server that is away", { status: 503, body: undefined }],
])("%s is no answer", async (_name, answer) => {
  await expect(call(graphOf(answer), "account", request)).rejects.toMatchObject({ kind: "unavailable" });
});
