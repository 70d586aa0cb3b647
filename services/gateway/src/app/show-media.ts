import { Fault } from "@careline/faults";
import type { MediaFacts } from "@careline/media";
import { hashOf } from "./issue-media-link.ts";
import type { MediaPorts } from "./media-ports.ts";

export type Shown =
  | { readonly kind: "shown"; readonly facts: MediaFacts; readonly bytes: AsyncIterable<Uint8Array> }
  /** There was a link, but its file is erased. */
  | { readonly kind: "gone" }
  /** Never there, followed before, or too old: nobody is told which. */
  | { readonly kind: "unknown" };

/** Follows a link. The first to fetch the file uses it up; a look at what it is does not. */
export function showMedia({ links, store, now }: Pick<MediaPorts, "links" | "store" | "now">) {
  return async (token: string, purpose: "look" | "fetch"): Promise<Shown> => {
    const tokenHash = hashOf(token);
    const link = await (purpose === "look" ? links.find(tokenHash) : links.take(tokenHash));
    if (link === undefined || link.expiresAt <= now()) return { kind: "unknown" };
    const name = { tenantId: link.tenantId, subjectId: link.contactId, mediaId: link.messageId };
    try {
      const facts = await store.facts(name);
      if (facts === undefined) return { kind: "gone" };
      return { kind: "shown", facts, bytes: purpose === "look" ? none() : await begun(store.read(name)) };
    } catch (error) {
      if (error instanceof Fault && error.kind === "missing") return { kind: "gone" };
      throw error;
    }
  };
}

async function* none(): AsyncGenerator<Uint8Array> {}

/** The same bytes, of which the first are opened: what cannot be opened is known before an answer begins. */
async function begun(bytes: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const source = bytes[Symbol.asyncIterator]();
  const first = await source.next();
  return (async function* () {
    try {
      for (let next = first; next.done !== true; next = await source.next()) yield next.value;
    } finally {
      await source.return?.();
    }
  })();
}
