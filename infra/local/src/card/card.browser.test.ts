import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Clinic, clinicsFrom } from "@careline/runtime";
import { type Browser, chromium } from "playwright-core";
import { decodeQR } from "qr/decode.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { demoClinic } from "../clinic.ts";
import { chatLink } from "./card-svg.ts";
import { cardLanguages, cardWords } from "./card-words.ts";
import { writeCard } from "./write-card.ts";

const executablePath = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
const mayBeMissing = process.env["REQUIRE_REAL"] !== "1";
// Set SCREENSHOTS to a folder to look at what is printed.
const screenshots = process.env["SCREENSHOTS"];

const [clinic] = clinicsFrom([demoClinic]).all() as [Clinic];
const long = { ...clinic, name: "Centro de Atención Primaria Nuestra Señora de la Esperanza 2" };

interface Picture {
  readonly side: number;
  readonly grey: string;
}

// Scripts of the page.
const outside = `(() => {
  const card = document.querySelector("svg").getBoundingClientRect();
  const isOut = ({ left, right, bottom }) => left < card.left + 8 || right > card.right - 8 || bottom > card.bottom;
  return [...document.querySelectorAll("text")].filter((text) => isOut(text.getBoundingClientRect())).map((text) => text.textContent);
})()`;
const greyOf = `async (base64) => {
  const image = await createImageBitmap(await (await fetch("data:image/png;base64," + base64)).blob());
  const context = new OffscreenCanvas(image.width, image.width).getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.width);
  const grey = Array.from({ length: data.length / 4 }, (_, at) => String.fromCharCode(data[at * 4]));
  return { side: image.width, grey: btoa(grey.join("")) };
}`;

function imageOf(side: number, grey: Buffer) {
  const data = new Uint8Array(side * side * 4).fill(255);
  for (const [at, value] of grey.entries()) data.fill(value, at * 4, at * 4 + 3);
  return { width: side, height: side, data };
}

describe.skipIf(mayBeMissing && !existsSync(executablePath))(
  "a card as it is printed (skipped where no Chromium is)",
  () => {
    const folder = mkdtempSync(join(tmpdir(), "careline-card-"));
    let browser: Browser;
    beforeAll(async () => {
      process.env["CHROMIUM_PATH"] ??= executablePath;
      browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
    });
    afterAll(async () => {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    });

    test.each([
      ...cardLanguages.map((language) => [language, clinic] as const),
      ...(["es", "ar"] as const).map((language) => [language, long] as const),
    ])("in %s all words are on the card, and a camera reads its code", async (language, whose) => {
      const out = join(folder, `${language}.html`);
      await writeCard(whose, { out, size: "a6", language });
      const page = await browser.newPage({ viewport: { width: 420, height: 600 }, deviceScaleFactor: 2 });
      await page.goto(pathToFileURL(out).href);
      const name = `card-${language}${whose === long ? "-long" : ""}.png`;
      if (screenshots !== undefined) await page.screenshot({ path: join(screenshots, name) });
      expect(await page.evaluate<string[]>(outside)).toEqual([]);
      const box = await page.locator("#code").boundingBox();
      if (box === null) throw new Error("no code");
      const around = { x: box.x - 12, y: box.y - 12, width: box.width + 24, height: box.height + 24 };
      const picture = (await page.screenshot({ clip: around })).toString("base64");
      const { side, grey } = await page.evaluate<Picture>(`(${greyOf})("${picture}")`);
      expect(decodeQR(imageOf(side, Buffer.from(grey, "base64")))).toBe(
        chatLink(whose, cardWords(language)?.greeting ?? ""),
      );
      await page.close();
    });

    test("as a PDF it is one page", { timeout: 60_000 }, async () => {
      const out = join(folder, "card.pdf");
      await writeCard(clinic, { out, size: "a5", language: undefined });
      const pdf = readFileSync(out, "latin1");
      expect(pdf.startsWith("%PDF-")).toBe(true);
      expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1);
    });
  },
);
