import type { Json } from "./json.ts";
import { Refusal } from "./refusal.ts";

export interface PageQuery {
  readonly limit?: string | undefined;
  readonly after?: string | undefined;
  readonly before?: string | undefined;
}

const usualLimit = 25;
const limitMax = 1_000;

/**
 * One page of a list that is told in the order of `orderOf`. A cursor stands for an item, so that what is added or
 * taken away meanwhile moves nothing. `here` is what was called, for the links to the pages around.
 */
export function pageOf<Item>(
  items: readonly Item[],
  { limit, after, before }: PageQuery,
  orderOf: (item: Item) => number,
  here: string,
): { readonly items: readonly Item[]; readonly paging: Json } {
  const size = sizeOf(limit);
  const sorted = items.toSorted((one, other) => orderOf(one) - orderOf(other));
  const low = after === undefined || after === "" ? -Infinity : orderAt(after);
  const high = before === undefined || before === "" ? Infinity : orderAt(before);
  const within = sorted.filter((item) => orderOf(item) > low && orderOf(item) < high);
  const page = before === undefined || before === "" ? within.slice(0, size) : within.slice(-size);
  const [first, last] = [page[0], page.at(-1)];
  if (first === undefined || last === undefined) return { items: [], paging: {} };
  const cursors = { before: cursorOf(orderOf(first)), after: cursorOf(orderOf(last)) };
  const link = (name: "before" | "after"): string =>
    linkTo(here, { limit: String(size), [name]: cursors[name] });
  return {
    items: page,
    paging: {
      cursors,
      ...(last !== sorted.at(-1) && { next: link("after") }),
      ...(first !== sorted[0] && { previous: link("before") }),
    },
  };
}

// The question stays the same, but for where the page begins.
function linkTo(here: string, place: Record<string, string>): string {
  const link = new URL(here);
  for (const name of ["after", "before"]) link.searchParams.delete(name);
  for (const [name, value] of Object.entries(place)) link.searchParams.set(name, value);
  return link.href;
}

function sizeOf(limit: string | undefined): number {
  const size = limit === undefined || limit === "" ? usualLimit : Number(limit);
  if (Number.isInteger(size) && size > 0) return Math.min(size, limitMax);
  throw new Refusal(100, undefined, { message: "(#100) Param limit must be a number that is above 0." });
}

function cursorOf(order: number): string {
  return Buffer.from(String(order)).toString("base64url");
}

function orderAt(cursor: string): number {
  const text = Buffer.from(cursor, "base64url").toString();
  if (/^\d+$/.test(text)) return Number(text);
  throw new Refusal(131059, "The cursor is not valid.");
}
