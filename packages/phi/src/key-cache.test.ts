import { expect, test } from "vitest";
import { keyCache } from "./key-cache.ts";
import { PhiError } from "./phi-error.ts";

function cacheAt(start: number, sizeMax = 3) {
  const clock = { ms: start };
  const asked: string[] = [];
  const cache = keyCache<string>({ ttlMs: 60_000, negativeTtlMs: 5_000, sizeMax, now: () => clock.ms });
  const get = (name: string): Promise<string> =>
    cache.get(name, async () => {
      asked.push(name);
      return `key ${name}`;
    });
  return { clock, asked, cache, get };
}

test("a key is used for its time and not a moment longer, however often it is used", async () => {
  const { clock, asked, get } = cacheAt(0);
  await get("a");
  clock.ms = 30_000;
  await get("a");
  clock.ms = 59_999;
  await get("a");
  expect(asked).toEqual(["a"]);
  clock.ms = 60_000;
  await get("a");
  expect(asked).toEqual(["a", "a"]);
});

test("the time counts from the question, not from the answer", async () => {
  const { clock, asked, cache, get } = cacheAt(0);
  await cache.get("a", async () => {
    clock.ms = 50_000;
    return "key a";
  });
  clock.ms = 60_000;
  await get("a");
  expect(asked).toEqual(["a"]);
});

test("never more keys than allowed: the longest unused leaves", async () => {
  const { asked, cache, get } = cacheAt(0);
  for (const name of ["a", "b", "c", "a", "d"]) await get(name);
  expect(cache.size).toBe(3);
  await get("a");
  expect(asked).toEqual(["a", "b", "c", "d"]);
  await get("b");
  expect(asked).toEqual(["a", "b", "c", "d", "b"]);
});

test("ten thousand keys and no more", async () => {
  const { cache, get } = cacheAt(0, 10_000);
  for (let index = 0; index < 10_100; index++) await get(String(index));
  expect(cache.size).toBe(10_000);
});

test("all who ask at once share one answer", async () => {
  const { asked, get } = cacheAt(0);
  const answers = await Promise.all(Array.from({ length: 20 }, () => get("a")));
  expect(new Set(answers)).toEqual(new Set(["key a"]));
  expect(asked).toEqual(["a"]);
});

test.each(["PHI_KEY_UNKNOWN", "PHI_KEY_SHREDDED"] as const)(
  "%s is remembered for five seconds",
  async (code) => {
    const { clock, cache, get } = cacheAt(0);
    const refuse = () => cache.get("a", () => Promise.reject(new PhiError(code)));
    await expect(refuse()).rejects.toThrow(code);
    clock.ms = 4_999;
    await expect(get("a")).rejects.toThrow(code);
    clock.ms = 5_000;
    await expect(get("a")).resolves.toBe("key a");
  },
);

test("an outage is not remembered", async () => {
  const { cache, get } = cacheAt(0);
  const down = cache.get("a", () => Promise.reject(new PhiError("PHI_KEY_UNAVAILABLE")));
  await expect(down).rejects.toThrow("PHI_KEY_UNAVAILABLE");
  await expect(get("a")).resolves.toBe("key a");
});

test("what is dropped while it is fetched is not remembered, and a newer fetch is not disturbed", async () => {
  const { asked, cache, get } = cacheAt(0);
  const late = Promise.withResolvers<string>();
  const first = cache.get("a", () => late.promise);
  cache.drop((name) => name === "a");
  await get("a");
  late.resolve("destroyed key");
  expect(await first).toBe("destroyed key");
  expect(await get("a")).toBe("key a");
  expect(asked).toEqual(["a"]);
});
