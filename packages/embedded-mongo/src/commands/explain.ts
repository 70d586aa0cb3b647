import { isDoc } from "../bson/value.ts";
import { planOf, search } from "../plan/search.ts";
import type { Plan } from "../plan/plan.ts";
import { Refusal } from "../refusal.ts";
import { type Context, docField, findCollection, type Handler, searchIn, wholeField } from "./context.ts";
import { checkOptions } from "./options.ts";

/** Tells how a `find` is carried out: by which index, and how many documents it looked at. */
export const explain: Handler = (context) => {
  checkOptions("explain", context.body, ["verbosity"]);
  const wish = context.body.get("explain");
  const name = isDoc(wish) ? wish.keys().next().value : undefined;
  if (!isDoc(wish) || name !== "find")
    throw new Refusal("BadValue", `explain of ${name ?? "this"} is not known here`);
  const inner: Context = { ...context, body: wish };
  const collection = findCollection(inner);
  if (collection === undefined) return { fields: { queryPlanner: { winningPlan: { stage: "EOF" } }, ok: 1 } };
  const request = searchIn(inner, collection, docField(wish, "filter") ?? new Map(), {
    sort: wish.get("sort"),
    hint: wish.get("hint"),
  });
  const plan = planOf(request);
  const limit = Math.abs(wholeField(wish, "limit") ?? 0) + (wholeField(wish, "skip") ?? 0);
  let nReturned = 0;
  for (const _hit of search(request, plan)) if (++nReturned === limit) break;
  const { keysExamined, docsExamined } = request.counters;
  return {
    fields: {
      queryPlanner: { namespace: collection.namespace, winningPlan: shown(plan) },
      executionStats: {
        executionSuccess: true,
        nReturned,
        totalKeysExamined: keysExamined,
        totalDocsExamined: docsExamined,
      },
      ok: 1,
    },
  };
};

function shown(plan: Plan): Record<string, unknown> {
  switch (plan.kind) {
    case "scan":
      return { stage: "COLLSCAN" };
    case "index":
      return { stage: "FETCH", inputStage: { stage: "IXSCAN", indexName: plan.index.spec.name } };
    case "union":
      return { stage: "OR", inputStages: plan.plans.map(shown) };
  }
}
