import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ar } from "../phone/words/ar.ts";
import { en } from "../phone/words/en.ts";
import { openHouse, type House } from "./house.fixture.ts";
import {
  launch,
  look,
  openPage,
  small,
  violations,
  widthOf,
  withoutChromium,
  type Opened,
} from "./phone.fixture.ts";
import { listAt } from "./rules/json.ts";

const desk = { viewport: { width: 1400, height: 860 }, locale: "en-GB" };

describe.skipIf(withoutChromium)(
  "phones side by side, and the tools (skipped where no Chromium is)",
  { timeout: 40_000 },
  () => {
    let house: House;
    let browser: Browser;
    let aheadMs = 0;
    beforeAll(async () => {
      house = await openHouse({
        clock: { now: () => new Date(Date.now() + aheadMs) },
        onClock: async (moveTo) => void (aheadMs = moveTo.getTime() - Date.now()),
      });
      browser = await launch();
    }, 40_000);
    afterAll(async () => {
      await browser.close();
      await house.close();
    });
    const open = (patientIds: readonly string[], more = {}): Promise<Opened> =>
      openPage(browser, `${house.emulator.url}/#${patientIds.join(",")}`, { ...desk, ...more });

    test("at 1400 px two patients write side by side, and what one writes stays when the other is answered", async () => {
      const ana = await house.patient({ name: "Ana Ruiz" });
      const ben = await house.patient({ name: "Ben Hale" });
      const { page, complaints } = await open([ana.id]);
      await page.getByRole("button", { name: `${en.beside}: Ben Hale` }).click();
      const phoneOf = (name: string) => page.getByRole("region", { name: `${name}: ${en.conversation}` });
      await phoneOf("Ben Hale").waitFor();
      const boxOf = (name: string) => phoneOf(name).getByRole("textbox", { name: en.write });
      await boxOf("Ana Ruiz").fill("half a mess");
      await boxOf("Ben Hale").fill("I am Ben");
      await page.keyboard.press("Enter");
      await house.send(ben.phone, { text: { body: "Good morning, Ben" } });
      await phoneOf("Ben Hale").getByText("Good morning, Ben").waitFor();
      expect(await phoneOf("Ana Ruiz").getByText("Ben").count()).toBe(0);
      expect(await boxOf("Ana Ruiz").inputValue()).toBe("half a mess");
      await page.getByRole("status").getByText("Ben Hale: Harbour Clinic: Good morning, Ben").waitFor();
      const [one, other] = await Promise.all(
        ["Ana Ruiz", "Ben Hale"].map((name) => phoneOf(name).boundingBox()),
      );
      expect(other?.x).toBeGreaterThanOrEqual((one?.x ?? 0) + (one?.width ?? 0));
      expect(await violations(page)).toEqual([]);
      await look(page, "desk-two");
      await phoneOf("Ana Ruiz")
        .getByRole("button", { name: new RegExp(en.closePhone) })
        .click();
      await phoneOf("Ana Ruiz").waitFor({ state: "detached" });
      expect(complaints).toEqual([]);
    });

    test("in Arabic all of it is the other way round", async () => {
      const layla = await house.patient({ name: "ليلى حداد", language: "ar" });
      const omar = await house.patient({ name: "عمر الشامي", language: "ar" });
      const { page } = await open([layla.id, omar.id], { locale: "ar", colorScheme: "dark" });
      const boxes = await Promise.all(
        [
          page.getByRole("navigation"),
          page.locator(".phone").first(),
          page.locator(".phone").last(),
          page.getByRole("complementary"),
        ].map(async (each) => (await each.boundingBox())?.x ?? 0),
      );
      expect(boxes).toEqual(boxes.toSorted((one, other) => other - one));
      const phone = page.locator(".phone-title bdi[dir=ltr]").first();
      expect(await phone.innerText()).toBe(`+${layla.phone}`);
      await page.getByRole("tab", { name: ar.clock }).press("ArrowLeft");
      await page.getByRole("combobox", { name: ar.state }).waitFor();
      expect(await violations(page)).toEqual([]);
      await look(page, "desk-arabic");
    });

    test("faults are ordered with words, listed, used up and forgotten", async () => {
      const ana = await house.patient({ name: "Ana Ruiz" });
      const { page, complaints } = await open([ana.id], small);
      await page.getByRole("button", { name: en.tools }).click();
      await page.getByRole("tab", { name: en.faults }).press("Enter");
      await page.getByText(en.noFaults).waitFor();
      await page.getByRole("combobox", { name: en.faultKind }).selectOption(en.fault_http500);
      await page.getByText(en.faultHint_http500).waitFor();
      expect(await violations(page)).toEqual([]);
      expect(await widthOf(page)).toBe(360);
      await look(page, "faults");
      await page.getByRole("radio", { name: "Ana Ruiz" }).check();
      await page.getByRole("button", { name: en.orderFault, exact: true }).press("Enter");
      await page.getByRole("dialog").getByRole("status").getByText(en.faultOrdered).waitFor();
      expect(listAt((await house.control("GET", "/faults")).json, "faults")).toMatchObject([
        { target: "send", kind: "http500", times: 1, patient: ana.id },
      ]);
      expect((await house.send(ana.phone, { text: { body: "lost" } })).status).toBe(500);
      await page.getByRole("combobox", { name: en.faultKind }).selectOption(en.fault_slow);
      await page.getByRole("button", { name: en.orderFault, exact: true }).click();
      await page.getByRole("listitem").getByText(en.fault_slow).waitFor();
      await page.getByRole("button", { name: en.forgetFaults }).click();
      await page.getByText(en.noFaults).waitFor();
      expect(complaints).toEqual([]);
    });

    test("a phone that is switched off gets its messages when it is on again; a new number is told", async () => {
      const ana = await house.patient({ name: "Ana Ruiz" });
      const { page, complaints } = await open([ana.id]);
      await page.getByRole("tab", { name: en.patient }).click();
      await page.getByRole("combobox", { name: en.state }).selectOption(en.state_offline);
      await page.getByText(en.strip_offline).waitFor();
      await house.send(ana.phone, { text: { body: "Are you there?" } });
      await page.getByText(en.waitsForPhone).waitFor();
      expect(await violations(page)).toEqual([]);
      await look(page, "offline");
      await page.getByRole("combobox", { name: en.state }).selectOption(en.state_normal);
      await page.getByText(en.waitsForPhone).waitFor({ state: "detached" });
      await page.getByRole("textbox", { name: en.phone }).fill("+44 7700 900555");
      await page.getByRole("button", { name: en.change, exact: true }).click();
      await page.locator(".phone-title").getByText("+447700900555").waitFor();
      await page.getByText(/changed from \d+ to 447700900555/).waitFor();
      await page.getByRole("button", { name: en.hideNumber }).click();
      await page.locator(".phone-title").getByText(en.hiddenPhone).waitFor();
      expect(complaints).toEqual([]);
    });

    test("the clock goes to a moment of the patient's own wall, and what waits for the clinic is shown with its reason", async () => {
      const ana = await house.patient({ name: "Ana Ruiz" });
      const { page, complaints } = await open([ana.id], small);
      await page.getByRole("button", { name: en.tools }).click();
      await page.getByLabel(en.toMoment).fill("2030-07-01T09:00");
      await page.getByRole("button", { name: en.move, exact: true }).press("Enter");
      await page.getByRole("dialog").getByRole("status").getByText("09:00, Monday 1 July").waitFor();
      expect(String((await house.control("GET", "/clock")).json["now"])).toMatch(/^2030-07-01T08:00/);
      house.receiver.answers = Array.from({ length: 40 }, () => 503);
      void house.control("POST", `/patients/${ana.id}/messages`, { type: "text", text: "not taken" });
      await page.getByRole("tab", { name: en.webhooks }).press("Enter");
      await page.getByText("answered 503").first().waitFor();
      await page
        .getByText(new RegExp(`${en.tried}: [1-9]`))
        .first()
        .waitFor();
      expect(await violations(page)).toEqual([]);
      await look(page, "webhooks");
      house.receiver.answers = [];
      expect(complaints).toEqual([]);
    });
  },
);
