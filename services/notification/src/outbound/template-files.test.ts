import { expect, test } from "vitest";
import { recordKey } from "../domain/choose-template.ts";
import { readLibrary } from "./template-files.ts";

const languages = ["ar", "de", "en", "es", "fr", "pt_BR"];

test("the library as it lies there is what Meta takes, in six languages", () => {
  const library = readLibrary();
  const names = Map.groupBy(library, ({ name }) => name);
  names.delete("appointment_reminder_v1");
  expect(names.size).toBe(9);
  for (const [name, of] of names)
    expect([name, of.map(({ language }) => language).toSorted()]).toEqual([name, languages]);
  expect(new Set(library.map(({ name, language }) => recordKey(name, language))).size).toBe(library.length);
});

test("what is bound to a visit ends before it: WhatsApp gives it up within half a day", () => {
  const bound = readLibrary().filter(
    ({ name }) => /^appointment_.*_v1$/.test(name) && !/reminder_v1/.test(name),
  );
  expect(bound.length).toBe(36);
  for (const { ttlMs } of bound) expect(ttlMs).toBeLessThanOrEqual(12 * 3_600_000);
});
