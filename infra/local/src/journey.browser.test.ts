import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type House, startHouse } from "./house.ts";

const executablePath = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
// CI must not pass over the page in silence.
const mayBeMissing = process.env["REQUIRE_REAL"] !== "1";
// Set SCREENSHOTS to a folder to look at what a patient sees.
const screenshots = process.env["SCREENSHOTS"];

describe.skipIf(mayBeMissing && !existsSync(executablePath))(
  "a patient's journey on the phone page (skipped where no Chromium is)",
  () => {
    const data = mkdtempSync(join(tmpdir(), "careline-browser-"));
    let house: House;
    let browser: Browser;
    let page: Page;

    beforeAll(async () => {
      house = await startHouse({ data, port: 0, real: false, fresh: false });
      browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
      page = await browser.newPage({
        viewport: { width: 360, height: 740 },
        locale: "es-ES",
        reducedMotion: "reduce",
      });
      await page.goto(house.local.phone);
    }, 60_000);

    afterEach(({ task }) => (task.result?.state === "fail" ? look("failed") : undefined));

    afterAll(async () => {
      await browser.close();
      await house.stop();
      rmSync(data, { recursive: true, force: true });
    });

    test(
      "in Spanish, at 360 px: consent, a visit, a reminder, a move, a cancellation",
      { timeout: 120_000 },
      async () => {
        await page.getByRole("button", { name: /Lucía Ortega/ }).click();
        await says("Hola, quiero una cita", "¿Está de acuerdo?");
        await look("1-consent");
        await taps("Sí, acepto", "¿Qué tipo de cita necesita?");
        await picks("Ver opciones", "Revisión", "¿Cuál le va bien?");
        await picks("Ver horas", "Otro día", "¿Qué día le va bien?");
        const days = await rows("Ver días");
        await look("2-days");
        await choose(days.findLast((day) => /\d/.test(day)) ?? "", "¿Cuál le va bien?");
        const times = await rows("Ver horas");
        await choose(times[0] ?? "", "nombre completo");
        await says("Lucía Ortega Prieto", "fecha de nacimiento");
        await says("3/5/1980", "¿Reservo esta cita?");
        await taps("Sí, reservar", "Cita reservada");
        const card = page.getByRole("region", { name: "Cita de calendario" });
        await card.waitFor();
        expect(await card.innerText()).toContain("Paseo de la Alameda 12");
        await look("3-booked");
        expect(await violations()).toEqual([]);

        await moveClock(6);
        await heard("le recordamos su cita");
        await look("4-reminder");
        await taps("Cambiar", "Elija la nueva hora");
        const others = await rows("Ver horas");
        await choose(others[1] ?? "", "Cita cambiada");
        await says("quiero cancelar mi cita", "¿Seguro");
        await taps("Sí, cancelar", "Cita cancelada");
        await look("5-cancelled");
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
        expect(await violations()).toEqual([]);
      },
    );
    const seen = new Map<string, number>();

    /** Waits until these words stand once more on the page than before. */
    async function heard(words: string): Promise<void> {
      const visible = page.locator(".theirs .bubble").filter({ hasText: words });
      await visible.nth(seen.get(words) ?? 0).waitFor({ timeout: 20_000 });
      seen.set(words, await visible.count());
    }

    async function says(text: string, answer: string): Promise<void> {
      await page.getByRole("textbox", { name: "Escribe un mensaje" }).fill(text);
      await page.keyboard.press("Enter");
      await heard(answer);
    }

    async function taps(button: string, answer: string): Promise<void> {
      await page.getByRole("button", { name: button, exact: true }).last().click();
      await heard(answer);
    }

    async function rows(list: string): Promise<readonly string[]> {
      await page.getByRole("button", { name: list, exact: true }).last().click();
      const dialog = page.getByRole("dialog", { name: list });
      await dialog.waitFor();
      const found = await dialog.getByRole("button").allInnerTexts();
      return found.filter((row) => /\d/.test(row) || /^\p{Lu}/u.test(row));
    }

    async function choose(row: string, answer: string): Promise<void> {
      const [title = row] = row.split("\n");
      await page.getByRole("dialog").getByRole("button", { name: title }).first().click();
      await heard(answer);
    }

    async function picks(list: string, row: string, answer: string): Promise<void> {
      await rows(list);
      await choose(row, answer);
    }

    /** Day after day, as long as a reminder is to come. */
    async function moveClock(days: number): Promise<void> {
      for (let day = 0; day < days; day += 1) {
        const answer = await fetch(`${house.local.emulator}/control/clock`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ advance: "P2D" }),
        });
        expect(answer.status).toBe(200);
        if ((await page.locator(".theirs").filter({ hasText: "le recordamos su cita" }).count()) > 0) return;
      }
    }

    async function look(name: string): Promise<void> {
      if (screenshots !== undefined) await page.screenshot({ path: join(screenshots, `${name}.png`) });
    }

    async function violations(): Promise<readonly string[]> {
      // Colours are judged as they stand, not halfway through a fade.
      await page.waitForTimeout(500);
      await page.evaluate(axe.source);
      const tags = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
      return page.evaluate<readonly string[]>(
        `axe.run(document, { runOnly: ${JSON.stringify(tags)} }).then(({ violations }) => violations.map(({ id }) => id))`,
      );
    }
  },
);
