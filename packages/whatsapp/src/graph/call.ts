import { Fault } from "@careline/faults";
import { at, listOf, textAt } from "../loose.ts";
import type { GraphAnswer } from "./answer.ts";
import { faultOf } from "./fault-of.ts";
import type { About } from "./fault-of.ts";
import type { GraphRequest } from "./request.ts";

/** What the calls of this package are made through: a graph client. */
export interface Graph {
  /** One try. Gives refusals as they came; Fault("unavailable") where no answer came. */
  exchange(request: GraphRequest): Promise<GraphAnswer>;
}

/** What is used of an answer; whatever is no success is a Fault. */
export async function call(graph: Graph, about: About, request: GraphRequest): Promise<unknown> {
  const answer = await graph.exchange(request);
  const isGood = answer.status >= 200 && answer.status < 300 && at(answer.body, "error") === undefined;
  if (!isGood) throw faultOf(answer, about);
  if (at(answer.body, "success") === false) throw new Fault("unavailable", "WhatsApp: without success");
  return answer.body;
}

/** All items of a list, page by page. */
export async function everyPage(
  graph: Graph,
  about: About,
  request: GraphRequest,
): Promise<readonly unknown[]> {
  const items: unknown[] = [];
  const seen = new Set<string | undefined>();
  let after: string | undefined;
  do {
    seen.add(after);
    const page = await call(graph, about, { ...request, query: { ...request.query, after } });
    items.push(...listOf(at(page, "data")));
    // The last page has cursors too; only `next` says that there is more.
    after = textAt(page, "paging", "next") && textAt(page, "paging", "cursors", "after");
  } while (after !== undefined && !seen.has(after));
  return items;
}
