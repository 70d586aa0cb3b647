import type { Intents } from "../app/ports.ts";
import type { Intent } from "../domain/intent.ts";

/** What is shown of intents: those of WhatsApp and those of other channels, which are kept apart, as one list. */
export function allIntents(...kinds: readonly Intents[]): Pick<Intents, "find" | "list"> {
  return {
    async find(tenantId, intentId) {
      const found = await Promise.all(kinds.map((each) => each.find(tenantId, intentId)));
      return found.find((each) => each !== undefined);
    },
    async list(tenantId, wish) {
      // A token says after which intent a page begins, of whatever kind that is.
      const pages = await Promise.all(kinds.map((each) => each.list(tenantId, wish)));
      const all = pages.flatMap(({ intents }) => intents).toSorted((a, b) => newestFirst(a.intent, b.intent));
      const intents = all.slice(0, wish.size);
      const last = intents.at(-1)?.intent;
      const isMore = all.length > wish.size || pages.some(({ next }) => next !== "");
      const next = isMore && last !== undefined ? `${last.createdAt.getTime()}_${last.intentId}` : "";
      return { intents, next };
    },
  };
}

function newestFirst(one: Intent, other: Intent): number {
  const ms = other.createdAt.getTime() - one.createdAt.getTime();
  if (ms !== 0) return ms;
  return one.intentId < other.intentId ? 1 : -1;
}
