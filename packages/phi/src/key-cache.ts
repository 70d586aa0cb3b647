import { PhiError } from "./phi-error.ts";

export interface KeyCacheOptions {
  /** How long a key may be used after it was asked for in the vault. */
  readonly ttlMs: number;
  /** How long it is remembered that a key is unknown or shredded. */
  readonly negativeTtlMs: number;
  readonly sizeMax: number;
  /** A clock that never goes back, in milliseconds. */
  readonly now: () => number;
}

type Entry<T> = { readonly until: number } & ({ readonly value: T } | { readonly error: PhiError });

/** Keys by name: the least recently used leaves first, none outlives its time, one fetch serves all who ask at once. */
export function keyCache<T>({ ttlMs, negativeTtlMs, sizeMax, now }: KeyCacheOptions) {
  // A Map keeps the order of insertion: what is used moves to its end, so its first is the longest unused.
  const entries = new Map<string, Entry<T>>();
  const flights = new Map<string, Promise<T>>();

  function keep(name: string, entry: Entry<T>): void {
    entries.delete(name);
    entries.set(name, entry);
    if (entries.size <= sizeMax) return;
    const [oldest] = entries.keys();
    if (oldest !== undefined) entries.delete(oldest);
  }

  function kept(name: string): Entry<T> | undefined {
    const entry = entries.get(name);
    if (entry === undefined) return undefined;
    if (entry.until > now()) {
      // While there is room, nobody asks who was used last.
      if (entries.size >= sizeMax) keep(name, entry);
      return entry;
    }
    entries.delete(name);
    return undefined;
  }

  async function fetch(name: string, load: () => Promise<T>): Promise<T> {
    const askedAt = now();
    // A flight that was dropped meanwhile gives its answer to those who waited, and is not remembered.
    const isWanted = (): boolean => flights.get(name) === flight;
    const flight = (async () => {
      await Promise.resolve();
      try {
        const value = await load();
        if (isWanted()) keep(name, { value, until: askedAt + ttlMs });
        return value;
      } catch (error) {
        if (isWanted() && isLasting(error)) keep(name, { error, until: askedAt + negativeTtlMs });
        throw error;
      } finally {
        if (isWanted()) flights.delete(name);
      }
    })();
    flights.set(name, flight);
    return flight;
  }

  return {
    /** What is in memory and may still be used. */
    held(name: string): T | undefined {
      const entry = kept(name);
      return entry !== undefined && "value" in entry ? entry.value : undefined;
    },
    async get(name: string, load: () => Promise<T>): Promise<T> {
      const entry = kept(name);
      if (entry === undefined) return flights.get(name) ?? fetch(name, load);
      if ("error" in entry) throw entry.error;
      return entry.value;
    },
    /** Forgets what matches; a fetch under way matches by its name alone. */
    drop(matches: (name: string, value: T | undefined) => boolean): void {
      for (const [name, entry] of entries)
        if (matches(name, "value" in entry ? entry.value : undefined)) entries.delete(name);
      for (const name of flights.keys()) if (matches(name, undefined)) flights.delete(name);
    },
    get size(): number {
      return entries.size;
    },
  };
}

export type KeyCache<T> = ReturnType<typeof keyCache<T>>;

function isLasting(error: unknown): error is PhiError {
  return error instanceof PhiError && (error.code === "PHI_KEY_UNKNOWN" || error.code === "PHI_KEY_SHREDDED");
}
