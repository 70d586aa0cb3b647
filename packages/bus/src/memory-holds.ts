import type { Holds } from "./port.ts";

/** Holds that last as long as this object: for tests. A service keeps its holds in its database. */
export function memoryHolds(): Holds {
  const held = new Map<string, string>();
  const name = (...parts: string[]): string => JSON.stringify(parts);
  return {
    hold: async (group, topic, key, reason) => void held.set(name(group, topic, key), reason),
    isHeld: async (group, topic, key) => held.has(name(group, topic, key)),
    release: async (group, topic, key) => void held.delete(name(group, topic, key)),
  };
}
