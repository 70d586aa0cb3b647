import { expect, test } from "vitest";
import { inGsm7, segmentsOf } from "./sms-segments.ts";

// Every character of the default alphabet, by its code in 3GPP TS 23.038; 0x1b is the escape.
const alphabet = [
  ..."@£$¥èéùìòÇ\nØø\rÅå".split(""),
  ..."Δ_ΦΓΛΩΠΨΣΘΞ".split(""),
  ..."ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?".split(""),
  ..."¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§".split(""),
  ..."¿abcdefghijklmnopqrstuvwxyzäöñüà".split(""),
];
const escaped = ["\f", "^", "{", "}", "\\", "[", "~", "]", "|", "€"];

test("the default alphabet has 127 characters of one septet, and ten of two", () => {
  expect(alphabet).toHaveLength(127);
  expect(segmentsOf(alphabet.join(""))).toEqual({ encoding: "gsm7", units: 127, segments: 1 });
  expect(alphabet.filter((each) => segmentsOf(each).units !== 1)).toEqual([]);
  expect(escaped.filter((each) => segmentsOf(each).units !== 2)).toEqual([]);
  expect(segmentsOf(escaped.join(""))).toEqual({ encoding: "gsm7", units: 20, segments: 1 });
});

test("letters that look as if they were in it are not", () => {
  const others = ["á", "í", "ó", "ú", "ç", "ê", "ã", "È", "Á", "’", "`", "\t", "\u001b", "ا", "😀"];
  expect(others.filter((each) => segmentsOf(each).encoding === "gsm7")).toEqual([]);
});

test.each([
  ["nothing", "", "gsm7", 0, 1],
  ["all that one holds", "a".repeat(160), "gsm7", 160, 1],
  ["one more", "a".repeat(161), "gsm7", 161, 2],
  ["two full ones, with their headers", "a".repeat(306), "gsm7", 306, 2],
  ["one more than two", "a".repeat(307), "gsm7", 307, 3],
  ["eighty euros", "€".repeat(80), "gsm7", 160, 1],
  ["an escape that would be cut begins the next", `${"a".repeat(152)}€${"a".repeat(152)}`, "gsm7", 306, 3],
  ["UCS-2, all that one holds", "م".repeat(70), "ucs2", 70, 1],
  ["UCS-2, one more", "م".repeat(71), "ucs2", 71, 2],
  ["UCS-2, two full ones", "م".repeat(134), "ucs2", 134, 2],
  ["one á makes all of it UCS-2", `á${"a".repeat(70)}`, "ucs2", 71, 2],
  ["a pair that would be cut begins the next", `${"م".repeat(66)}😀${"م".repeat(66)}`, "ucs2", 134, 3],
] as const)("%s", (_name, text, encoding, units, segments) => {
  expect(segmentsOf(text)).toEqual({ encoding, units, segments });
});

test("letters become those that GSM-7 has, and others stay", () => {
  expect(inGsm7("Clínica Peña: sábado, «à São João» – œuvre…")).toBe(
    'Clinica Peña: sabado, "à Sao Joao" - oeuvre...',
  );
  expect(inGsm7("cafe\u0301")).toBe("café");
  expect(inGsm7("موعدكم آب")).toBe("موعدكم آب");
});
