import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ar } from "../phone/words/ar.ts";
import { en, type Words } from "../phone/words/en.ts";
import { es } from "../phone/words/es.ts";
import { openHouse, type House } from "./house.fixture.ts";
import { openFullChat, sentBy } from "./phone-chat.fixture.ts";
import { fullTemplate } from "./phone-kinds.fixture.ts";
import { launch, look, pressOn, tabTo, violations, widthOf, withoutChromium } from "./phone.fixture.ts";
import { jsonAt, listAt } from "./rules/json.ts";

const languages = { en, es, ar };

describe.skipIf(withoutChromium)("every kind of message, both ways (skipped where no Chromium is)", () => {
  let house: House;
  let browser: Browser;
  beforeAll(async () => {
    house = await openHouse({ templates: [fullTemplate] });
    browser = await launch();
  }, 40_000);
  afterAll(async () => {
    await browser.close();
    await house.close();
  });

  test("what a business sends is drawn, each kind as what it is", { timeout: 40_000 }, async () => {
    const { page, complaints } = await openFullChat(house, browser, "en");
    const theirs = page.locator(".theirs");
    expect(await theirs.count()).toBe(16);
    const marked = theirs.filter({ hasText: "Hello Ana" });
    expect(await marked.locator("strong, em, s, code, li, .words blockquote").allInnerTexts()).toEqual(
      expect.arrayContaining(["Ana", "please", "do not", "this", "one", "two", "quoted"]),
    );
    expect(await marked.locator(".quote").innerText()).toBe("You\nhello");
    expect(await marked.locator(".preview-card").innerText()).toContain("example.org");
    const plain = theirs.filter({ hasText: "has no preview" });
    expect(await plain.locator(".preview-card").count()).toBe(0);
    for (const name of [en.photo, en.sticker])
      await page.getByRole("img", { name, exact: true }).first().waitFor();
    const players = page.locator(`video[aria-label="${en.video}"], audio[aria-label="${en.voice}"]`);
    expect(await players.count()).toBe(2);
    expect(await page.locator("a.document").getAttribute("download")).toBe("leaflet.pdf");
    expect(await page.locator(".place").innerText()).toContain("Harbour Clinic\nCalle Mayor 1");
    const card = await page.locator(".contact").innerText();
    expect(card).toContain("Dr. Noor Haddad\nHarbour Clinic\n+34 910 000 101");
    expect(await page.locator(".own .reaction").innerText()).toContain("❤️");
    const links = await theirs.locator("a.choice").all();
    expect(await Promise.all(links.map((link) => link.getAttribute("href")))).toEqual([
      "https://example.org/results",
      "https://example.org/t/8f3c",
      "tel:+34910000100",
    ]);
    await page.getByRole("button", { name: "Copy code" }).click();
    await page.getByText("HARBOUR25").waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await widthOf(page)).toBe(360);
    expect(complaints).toEqual([]);
  });

  test.each(["en", "es", "ar"] as const)(
    "by keyboard alone, at 360 px, in %s: what a patient can send arrives as WhatsApp sends it",
    { timeout: 90_000 },
    async (language) => {
      const w: Words = languages[language];
      const { page, patientId, next } = await openFullChat(house, browser, language);
      // Spanish is drawn as English is: its last state stands for the others.
      const checked = async (name: string): Promise<void> => {
        if (language !== "es" || name === "sent") await hindersNobody(page, `${language}-${name}`);
      };
      const attach = async (name: string): Promise<void> => {
        await pressOn(page, w.attach, "Shift+Tab");
        await page.getByRole("dialog", { name: w.attach }).waitFor();
        await pressOn(page, name);
      };
      await page.getByRole("textbox", { name: w.write }).focus();
      await page.keyboard.type("*Hola* 12");
      await page.keyboard.press("Enter");
      expect(jsonAt(await next(), "text")).toEqual({ body: "*Hola* 12" });

      await pressOn(page, w.emoji, "Shift+Tab");
      await checked("emoji");
      await tabTo(page, "😀");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.locator(".box:focus").waitFor();
      await page.keyboard.press("Enter");
      expect(jsonAt(await next(), "text")).toEqual({ body: "😂" });

      await pressOn(page, w.attach, "Shift+Tab");
      await checked("attach");
      await pressOn(page, w.photo);
      await checked("photo");
      await tabTo(page, w.chooseFile);
      await page.keyboard.press("Tab");
      await page.keyboard.type("mi piel");
      await page.keyboard.press("Enter");
      expect(jsonAt(await next(), "image")).toMatchObject({ caption: "mi piel", mime_type: "image/png" });

      for (const [name, kind, mimeType] of [
        [w.video, "video", "video/mp4"],
        [w.document, "document", "application/pdf"],
        [w.audio, "audio", "audio/ogg"],
      ] as const) {
        await attach(name);
        await pressOn(page, w.send);
        expect(jsonAt(await next(), kind)).toMatchObject({ mime_type: mimeType });
      }

      await attach(w.voice);
      await checked("voice");
      await pressOn(page, w.record);
      await page.waitForTimeout(400);
      await pressOn(page, w.stopRecording);
      await page.locator("dialog audio").waitFor();
      await checked("recorded");
      await pressOn(page, w.send);
      const voice = { voice: true, mime_type: "audio/ogg; codecs=opus" };
      expect(jsonAt(await next(), "audio")).toMatchObject(voice);

      await attach(w.sticker);
      await pressOn(page, "🌞");
      expect(jsonAt(await next(), "sticker")).toMatchObject({ mime_type: "image/webp" });

      await attach(w.location);
      await checked("location");
      await pressOn(page, w.placeHome);
      expect(jsonAt(await next(), "location")).toMatchObject({ name: w.placeHome, latitude: 40.4233 });

      await attach(w.contact);
      await checked("contact");
      await page.keyboard.press("Enter");
      expect(listAt(await next(), "contacts")[0]).toMatchObject({
        name: { formatted_name: "Dr. Noor Haddad" },
      });

      for (const name of [w.fromAdvertisement, w.order, w.poll, w.tooLargeFile]) {
        await attach(w.rare);
        if (name === w.order) await checked("rare");
        await pressOn(page, name);
        await next();
      }
      expect((await sentBy(house, patientId)).slice(-4)).toMatchObject([
        { type: "text", referral: { source_type: "ad", headline: expect.any(String) } },
        { type: "order", order: { product_items: [{ quantity: 2 }, { quantity: 1 }] } },
        { type: "unsupported", unsupported: { type: "poll_creation" } },
        { type: "video", errors: [{ code: 131052 }] },
      ]);
      await page.getByText(w.lost).waitFor();
      await checked("sent");
    },
  );
});

async function hindersNobody(page: Page, name: string): Promise<void> {
  await look(page, name);
  const found = { name, violations: await violations(page), width: await widthOf(page) };
  expect(found).toEqual({ name, violations: [], width: 360 });
}
