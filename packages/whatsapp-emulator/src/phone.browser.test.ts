import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { playClinic } from "./demo.fixture.ts";
import { openHouse, type House } from "./house.fixture.ts";
import {
  launch,
  openPage,
  pressOn,
  small,
  tabTo,
  violations,
  widthOf,
  withoutChromium,
} from "./phone.fixture.ts";
import { listAt } from "./rules/json.ts";

describe.skipIf(withoutChromium)("the phone page (skipped where no Chromium is)", { timeout: 40_000 }, () => {
  let house: House;
  let browser: Browser;
  let aheadMs = 0;
  beforeAll(async () => {
    house = await openHouse({
      verifiedName: "Clínica del Puerto",
      clock: { now: () => new Date(Date.now() + aheadMs) },
      onClock: async (moveTo) => void (aheadMs = moveTo.getTime() - Date.now()),
      seed: [{ name: "Lucía Ortega", language: "es" }],
    });
    playClinic(house);
    browser = await launch();
  }, 40_000);
  afterAll(async () => {
    await browser.close();
    await house.close();
  });
  const open = (more = {}) => openPage(browser, house.emulator.url, { ...small, locale: "es-ES", ...more });

  test("by keyboard alone, at 360 px: make a patient, book, and get the visit as a calendar entry", async () => {
    const { page, complaints } = await open();
    await page.getByRole("button", { name: /Lucía/ }).waitFor();
    await pressOn(page, "Nuevo paciente");
    await page.locator("input[name=name]:focus").waitFor();
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("Zoe Marín");
    await pressOn(page, "Crear");
    await page.getByRole("heading", { name: "Clínica del Puerto" }).waitFor();
    await page.keyboard.type("Hola");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Sí, de acuerdo" }).waitFor();
    await pressOn(page, "Sí, de acuerdo", "Shift+Tab");
    await page.getByRole("button", { name: "Ver horas" }).waitFor();
    await pressOn(page, "Ver horas");
    await page.getByRole("dialog", { name: "Ver horas" }).waitFor();
    expect(await violations(page)).toEqual([]);
    await tabTo(page, "09:15");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    const visit = page.getByRole("region", { name: "Cita de calendario" });
    await visit.waitFor();
    expect(await visit.innerText()).toMatch(
      /Visita con la Dra\. Ruiz[^]*1 de diciembre, 09:15–09:35[^]*Calle Mayor 1, 28013 Madrid/,
    );
    await page.locator(".own .ticks.read").nth(2).waitFor();
    expect(await page.locator(".own", { hasText: "10:30" }).count()).toBe(1);
    expect(await widthOf(page)).toBe(360);
    const download = page.waitForEvent("download");
    await visit.getByRole("link", { name: "Añadir al calendario" }).press("Enter");
    expect((await download).suggestedFilename()).toBe("visita.ics");
    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test("the clock moves; what comes too late shows as not delivered, and why", async () => {
    const { page, complaints } = await open({ colorScheme: "dark" });
    await page.getByRole("button", { name: /Lucía/ }).click();
    await page.getByRole("button", { name: "Hola, quiero una cita" }).click();
    await page.locator(".words", { hasText: "Soy el asistente" }).waitFor();
    await page.getByRole("button", { name: "Herramientas" }).click();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "+24 horas" }).click();
    await page.getByText("Ahora son").waitFor();
    await page.keyboard.press("Escape");
    const patients = listAt((await house.control("GET", "/patients")).json, "patients");
    const phone = String(patients.find((patient) => patient["name"] === "Lucía Ortega")?.["phone"]);
    await house.send(phone, { text: { body: "Demasiado tarde" } });
    await page.getByText(/No entregado: hace más de 24 horas .* \(131047\)/).waitFor();
    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test("a language that is chosen stays, and the page says which one it is in", async () => {
    const { page, complaints } = await open({ locale: "en-GB" });
    await page.getByRole("heading", { name: "Careline" }).waitFor();
    const language = page.getByRole("combobox", { name: "Language of this page" });
    await language.selectOption("العربية");
    await page.getByText("هواتف المرضى").waitFor();
    const shown = "`${document.documentElement.lang} ${document.documentElement.dir}`";
    expect(await page.evaluate(shown)).toBe("ar rtl");
    await page.reload();
    await page.getByText("هواتف المرضى").waitFor();
    await page.getByRole("combobox").selectOption("Español");
    await page.getByText("Teléfonos de pacientes").waitFor();
    expect(await page.evaluate(shown)).toBe("es ltr");
    expect(complaints).toEqual([]);
  });
});
