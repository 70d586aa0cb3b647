import { expect, test } from "vitest";
import { readBirthDate } from "./birth-date.ts";
import { settleLanguage } from "./language.ts";
import { personKey, readName } from "./person-name.ts";

const today = "2026-11-25";
const read = (text: string, language: "en" | "es" = "es", country = "ES") =>
  readBirthDate(text, today, language, country);

test.each([
  "3/5/1980",
  "03-05-1980",
  "3.5.1980",
  "1980-05-03",
  "3 de mayo de 1980",
  "nací el 3 de mayo del 1980",
  "3 May 1980",
  "May 3rd, 1980",
  "the 3rd of May 1980",
  "03051980",
])("the third of May 1980: %s", (text) => {
  expect(read(text)).toEqual({ kind: "date", day: "1980-05-03" });
});

test("month first is English at a clinic of the United States only, and never where it cannot be", () => {
  expect(read("3/5/1980", "en", "US")).toEqual({ kind: "date", day: "1980-03-05" });
  expect(read("3/5/1980", "es", "US")).toEqual({ kind: "date", day: "1980-05-03" });
  expect(read("3/5/1980", "en", "GB")).toEqual({ kind: "date", day: "1980-05-03" });
  expect(read("25/5/1980", "en", "US")).toEqual({ kind: "date", day: "1980-05-25" });
  expect(read("5/25/1980", "es", "ES")).toEqual({ kind: "date", day: "1980-05-25" });
});

test("what is no date, not yet, or too long ago says so", () => {
  expect(read("31/2/1980").kind).toBe("unclear");
  expect(read("29/2/1981").kind).toBe("unclear");
  expect(read("29/2/1980").kind).toBe("date");
  expect(read("ayer").kind).toBe("unclear");
  expect(read("3/5/80").kind).toBe("unclear");
  expect(read("26/11/2026").kind).toBe("future");
  expect(read("25/11/2026").kind).toBe("date");
  expect(read("1/1/1850").kind).toBe("too-old");
});

test("a name is two words of letters or more, without what was said around it", () => {
  expect(readName("Me llamo Ana  García López.")).toEqual({ kind: "name", fullName: "Ana García López" });
  expect(readName("Hi, my name is Siobhán O'Neill-Smith")).toEqual({
    kind: "name",
    fullName: "Siobhán O'Neill-Smith",
  });
  expect(readName("张 伟").kind).toBe("name");
  expect(readName("Ana").kind).toBe("one-word");
  expect(readName("Ana 123").kind).toBe("unclear");
  expect(readName("<b>Ana García</b>").kind).toBe("unclear");
  expect(readName("x y".repeat(100)).kind).toBe("unclear");
});

test("a person typed differently is the same person, and another birth date is another", () => {
  expect(personKey("ANA  García-López", "1980-05-03")).toBe(personKey("ana garcia lopez", "1980-05-03"));
  expect(personKey("Ana García", "1980-05-03")).not.toBe(personKey("Ana García", "1980-05-04"));
});

const silent = () => undefined;

test("longer words settle the language, short ones keep it, and the first may be telling", () => {
  expect(settleLanguage("I would like a visit", () => "en", "es")).toBe("en");
  expect(settleLanguage("ok", () => "en", "es")).toBe("es");
  expect(settleLanguage("Hola", silent, undefined)).toBe("es");
  expect(settleLanguage("Hi!", silent, undefined)).toBe("en");
  expect(settleLanguage("???", silent, undefined)).toBeUndefined();
  expect(settleLanguage("english", silent, "es")).toBe("en");
});
