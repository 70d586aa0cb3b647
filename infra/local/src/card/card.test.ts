import { decodeQR } from "qr/decode.js";
import { expect, test } from "vitest";
import { demoClinic } from "../clinic.ts";
import { cardSvg, chatLink } from "./card-svg.ts";
import { cardLanguages, cardWords } from "./card-words.ts";
import { cardPage } from "./write-card.ts";
import { emsOf, wrap } from "./wrap.ts";

const pixels = 6;

function wordsIn(language: string) {
  const words = cardWords(language);
  if (words === undefined) throw new Error(`no words in ${language}`);
  return words;
}

/** What a camera reads: the modules that the card draws, as a picture. */
function scanned(svg: string): string {
  const path = /<path id="code"[^>]* d="([^"]+)"/.exec(svg)?.[1] ?? "";
  const dark = [...path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
  const modules = Math.max(...dark.map(([x]) => x)) + 5;
  const side = modules * pixels;
  const data = new Uint8Array(side * side * 4).fill(255);
  for (const [x, y] of dark)
    for (let row = 0; row < pixels; row++)
      for (let column = 0; column < pixels; column++)
        data.fill(
          0,
          4 * ((y * pixels + row) * side + x * pixels + column),
          4 * ((y * pixels + row) * side + x * pixels + column) + 3,
        );
  return decodeQR({ width: side, height: side, data });
}

test.each(cardLanguages)(
  "the code of a card in %s opens a chat with the clinic, with a greeting ready",
  (language) => {
    const words = wordsIn(language);
    const link = scanned(cardSvg(demoClinic, words, language));
    expect(link).toBe(chatLink(demoClinic, words.greeting));
    const { origin, pathname, searchParams } = new URL(link);
    expect(origin + pathname).toBe("https://wa.me/34910000100");
    expect(searchParams.get("text")).toBe(words.greeting);
  },
);

test("a card names the clinic, its number, and what we never ask for", () => {
  const svg = cardSvg({ ...demoClinic, name: "A & B <Clinic>" }, wordsIn("es"), "es");
  for (const words of [
    "A &amp; B &lt;Clinic&gt;",
    "+34\u00a0910\u00a0000\u00a0100",
    "Nunca pedimos contraseñas",
    "llame al 112",
  ])
    expect(svg).toContain(words);
  expect(svg).not.toContain("<Clinic>");
  expect(wordsIn("ar").direction).toBe("rtl");
  expect(cardSvg(demoClinic, wordsIn("ar"), "ar")).toContain('direction="rtl"');
});

test("nothing on a card comes from elsewhere, and its page is as large as the paper", () => {
  const page = cardPage(cardSvg(demoClinic, wordsIn("en"), "en", Math.SQRT2), "a5", "A card");
  expect(page.replaceAll("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:|<script|<link|url\(/);
  expect(page).toContain("@page { size: A5; margin: 0 }");
  expect(page).toMatch(/width="148\.\d+mm" height="209\.\d+mm"/);
});

test("lines end at spaces before they are too long", () => {
  const lines = wrap("one two three four five six seven", 6);
  expect(lines.join(" ")).toBe("one two three four five six seven");
  for (const line of lines) expect(emsOf(line)).toBeLessThanOrEqual(6);
  expect(wrap("Donaudampfschifffahrt ja", 4)).toEqual(["Donaudampfschifffahrt", "ja"]);
});
