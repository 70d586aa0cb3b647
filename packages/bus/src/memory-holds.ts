import type { Holds } from "./port.ts";

/** Holds that last as long as this object: for tests. A service keeps its holds in its database. */
export function memoryHolds(): Holds {
  const held = new Map<string, Set<string>>();
  const keysOf = (group: string, topic: string): Set<string> => {
    const name = JSON.stringify([group, topic]);
    const keys = held.get(name) ?? new Set();
    held.set(name, keys);
    return keys;
  };
  return {
    hold: async (group, topic, key) => void keysOf(group, topic).add(key),
    isHeld: async (group, topic, key) => keysOf(group, topic).has(key),
    release: async (group, topic, key) => void keysOf(group, topic).delete(key),
    heldOf: async (group, topic) => new Set(keysOf(group, topic)),
  };
}
