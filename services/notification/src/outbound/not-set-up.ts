import type { Messenger } from "../app/fallback-ports.ts";

/** A channel that a clinic may name and the operator has not set up: what goes there fails, with what to do. */
export function notSetUp(reason: string): Messenger & { close(): Promise<void> } {
  return {
    send: async () => ({ kind: "refused", code: 0, reason, again: "no", afterMs: undefined }),
    close: async () => {},
  };
}
