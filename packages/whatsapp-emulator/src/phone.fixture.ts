import { existsSync } from "node:fs";
import { join } from "node:path";
import axe from "axe-core";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";

const executablePath = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
// CI must not pass over the page in silence.
const mayBeMissing = process.env["REQUIRE_REAL"] !== "1";
// Set SCREENSHOTS to a folder to look at what a patient sees.
const screenshots = process.env["SCREENSHOTS"];

/** True where no Chromium is, and none has to be. */
export const withoutChromium = mayBeMissing && !existsSync(executablePath);

export const small = { viewport: { width: 360, height: 740 } } as const;

/** With a microphone that hums. */
export function launch(): Promise<Browser> {
  const args = [
    "--no-sandbox",
    "--disable-gpu",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
  ];
  return chromium.launch({ executablePath, args });
}

export interface Opened {
  readonly page: Page;
  /** What the page said on its console; a good page says nothing. */
  readonly complaints: readonly string[];
}

export async function openPage(browser: Browser, url: string, more: BrowserContextOptions): Promise<Opened> {
  const page = await (await browser.newContext({ reducedMotion: "reduce", ...more })).newPage();
  page.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(url);
  return { page, complaints };
}

/** Moves the focus as a keyboard does until it is on what begins with this name. */
export async function tabTo(page: Page, name: string, key = "Tab"): Promise<void> {
  const seen = new Set<string>();
  for (let presses = 0; presses < 90; presses += 1) {
    const label = await page.evaluate<string>(
      "(document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '').trim()",
    );
    if (label.startsWith(name)) return;
    seen.add(label.slice(0, 30));
    await page.keyboard.press(key);
  }
  throw new Error(`the keyboard does not reach ${name}, only ${[...seen].join(" | ")}`);
}

/** Goes there by keyboard and presses Enter. */
export async function pressOn(page: Page, name: string, key = "Tab"): Promise<void> {
  await tabTo(page, name, key);
  await page.keyboard.press("Enter");
}

/** What hinders people on this page as it stands; while a sheet is open nothing else can be reached. */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(`globalThis.axe ?? (0, eval)(${JSON.stringify(axe.source)})`);
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const run = `axe.run(document.querySelector("dialog[open]") ?? document, { runOnly: ${JSON.stringify(tags)}, resultTypes: ["violations"] })
    .then((found) => found.violations.flatMap((each) => each.nodes.map((node) => each.id + " " + node.html.slice(0, 300))))`;
  return page.evaluate<readonly string[]>(run);
}

/** How wide the page wants to be; more than its window would cut something off. */
export function widthOf(page: Page): Promise<number> {
  return page.evaluate<number>("document.documentElement.scrollWidth");
}

export async function look(page: Page, name: string): Promise<void> {
  if (screenshots !== undefined) await page.screenshot({ path: join(screenshots, `${name}.png`) });
}
