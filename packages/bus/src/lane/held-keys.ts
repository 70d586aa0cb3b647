import type { Holds, Subscription } from "../port.ts";

/** The holds of a member, as its lanes ask and change them. */
export interface HeldKeys extends Pick<Holds, "hold" | "isHeld" | "release"> {
  /** Partitions have come from elsewhere, and with them what was held and released there. */
  forget(): void;
}

/**
 * Knows without asking which keys are held, where the holds can name them all. A key is held by the owner of its
 * partition alone, and released by a command that the same owner carries out: so what was there when the partition came,
 * kept up to date here, is what is there now.
 */
export function heldKeys({ holds }: Pick<Subscription, "holds">): HeldKeys {
  const known = new Map<string, Promise<Set<string>>>();

  function keysOf(group: string, topic: string): Promise<Set<string>> | undefined {
    const name = `${group}/${topic}`;
    const loaded = known.get(name) ?? holds.heldOf?.(group, topic).then((keys) => new Set(keys));
    if (loaded === undefined || known.has(name)) return loaded;
    known.set(name, loaded);
    loaded.catch(() => known.get(name) === loaded && known.delete(name));
    return loaded;
  }

  return {
    forget: () => known.clear(),
    isHeld: async (group, topic, key) => {
      const keys = keysOf(group, topic);
      return keys === undefined ? holds.isHeld(group, topic, key) : (await keys).has(key);
    },
    // First for ever, then here: whoever asks anew meanwhile finds it there.
    hold: async (group, topic, key, reason) => {
      await holds.hold(group, topic, key, reason);
      (await keysOf(group, topic))?.add(key);
    },
    release: async (group, topic, key) => {
      await holds.release(group, topic, key);
      (await keysOf(group, topic))?.delete(key);
    },
  };
}
