import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Fault } from "@careline/faults";
import type { Clinic } from "@careline/runtime";
import { cardSvg, escaped } from "./card-svg.ts";
import { cardLanguages, cardWords } from "./card-words.ts";

export interface CardWish {
  readonly out: string;
  readonly size: "a6" | "a5";
  /** Undefined: the clinic's. */
  readonly language: string | undefined;
}

// A5 is twice the area of A6.
const scales = { a6: 1, a5: Math.SQRT2 } as const;

/** Writes the card in the format that the name of its file asks for. */
export async function writeCard(
  clinic: Clinic,
  { out, size, language = clinic.defaultLanguage }: CardWish,
): Promise<void> {
  const words = cardWords(language);
  if (words === undefined) throw new Fault("invalid", `--language takes ${cardLanguages.join(", ")}`);
  const svg = cardSvg(clinic, words, language, scales[size]);
  switch (extname(out).toLowerCase()) {
    case ".svg":
      return writeFileSync(out, svg);
    case ".html":
      return writeFileSync(out, cardPage(svg, size, words.title));
    case ".pdf":
      return printPdf(cardPage(svg, size, words.title), out);
    default:
      throw new Fault("invalid", "--out takes a file that ends in .pdf, .svg or .html");
  }
}

/** A page that prints the card alone, to its edges. */
export function cardPage(svg: string, size: "a6" | "a5", title: string): string {
  const style = [
    `@page { size: ${size.toUpperCase()}; margin: 0 }`,
    "body { margin: 0; display: grid; place-items: center; min-height: 100vh; background: #d9dfdd }",
    "svg { display: block; box-shadow: 0 1mm 4mm #0004; max-width: 100% }",
    "@media print { body { background: none; min-height: 0; display: block } svg { box-shadow: none } }",
  ].join("\n");
  const head = `<meta charset="utf-8"><title>${escaped(title)}</title><style>${style}</style>`;
  return `<!doctype html>\n<html>\n<head>${head}</head>\n<body>\n${svg}\n</body>\n</html>\n`;
}

async function printPdf(page: string, out: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "careline-card-"));
  try {
    const html = join(folder, "card.html");
    writeFileSync(html, page);
    await chromium([
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      `--user-data-dir=${join(folder, "profile")}`,
      "--no-pdf-header-footer",
      `--print-to-pdf=${resolve(out)}`,
      pathToFileURL(html).href,
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function chromium(args: readonly string[]): Promise<void> {
  const path = process.env["CHROMIUM_PATH"] ?? "chromium";
  const without =
    "write card.html instead and print it from a browser, or name a Chromium with CHROMIUM_PATH";
  return new Promise((printed, failed) => {
    const child = spawn(path, args, { stdio: "ignore", timeout: 60_000 });
    child.once("error", (cause) => failed(new Fault("missing", `no ${path} here: ${without}`, { cause })));
    child.once("exit", (code) =>
      code === 0 ? printed() : failed(new Fault("unavailable", `${path} could not print: ${without}`)),
    );
  });
}
