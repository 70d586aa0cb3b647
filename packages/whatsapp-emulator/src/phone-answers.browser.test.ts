import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { en } from "../phone/words/en.ts";
import { number, openHouse, type House } from "./house.fixture.ts";
import { openFullChat, sentBy } from "./phone-chat.fixture.ts";
import { fullTemplate, plainTemplate } from "./phone-kinds.fixture.ts";
import { launch, violations, withoutChromium } from "./phone.fixture.ts";
import { jsonAt, listAt, textAt } from "./rules/json.ts";

describe.skipIf(withoutChromium)(
  "answers to a message (skipped where no Chromium is)",
  { timeout: 60_000 },
  () => {
    let house: House;
    let browser: Browser;
    beforeAll(async () => {
      house = await openHouse({ templates: [fullTemplate, plainTemplate] });
      browser = await launch();
    }, 40_000);
    afterAll(async () => {
      await browser.close();
      await house.close();
    });

    test("buttons, rows and requests are answered as WhatsApp answers them", async () => {
      const { page, complaints, next } = await openFullChat(house, browser, "en");
      const press = (name: string): Promise<void> => page.getByRole("button", { name, exact: true }).click();
      const dialog = page.getByRole("dialog");

      await press("Yes, I agree");
      expect(await next()).toMatchObject({
        interactive: { button_reply: { id: "yes", title: "Yes, I agree" } },
      });
      await press("Confirm visit");
      expect(await next()).toMatchObject({ type: "button", button: { payload: "confirm:8f3c" } });
      await press("See times");
      expect(await violations(page)).toEqual([]);
      await dialog.getByRole("button", { name: /10:30/ }).click();
      expect(await next()).toMatchObject({ interactive: { list_reply: { id: "t2" } } });
      await press("Send location");
      await dialog.getByRole("button", { name: en.placeHere }).click();
      const context = { id: expect.stringContaining("wamid.") };
      expect(await next()).toMatchObject({ type: "location", context });
      await press("Share phone number");
      expect(listAt(await next(), "contacts")[0]).toMatchObject({ origin: "contact_request" });
      expect(complaints).toEqual([]);
    });

    test("a form that the emulator does not know is answered in a text box", async () => {
      const { page, next } = await openFullChat(house, browser, "en");
      await page.getByRole("button", { name: "Answer questions" }).click();
      await page.getByRole("dialog").getByRole("textbox").fill("no allergies");
      expect(await violations(page)).toEqual([]);
      await page.getByRole("dialog").getByRole("button", { name: en.send }).click();
      const reply = jsonAt(jsonAt(await next(), "interactive"), "nfm_reply");
      const answers: unknown = JSON.parse(textAt(reply, "response_json") ?? "");
      expect(answers).toEqual({ answer: "no allergies", flow_token: "token-7" });
      await page.getByText("no allergies").waitFor();
    });

    test("reactions, replies, edits and deletions name the message that they are about", async () => {
      const { page, complaints, next } = await openFullChat(house, browser, "en");
      const dialog = page.getByRole("dialog");
      await menuOf(page, ".theirs", "Please read");
      expect(await violations(page)).toEqual([]);
      await dialog.getByRole("button", { name: "🙏" }).click();
      expect(jsonAt(await next(), "reaction")).toMatchObject({ emoji: "🙏" });
      await page.locator(".theirs .reaction", { hasText: "🙏" }).waitFor();
      await menuOf(page, ".theirs", "Please read");
      await dialog.getByRole("button", { name: en.unreact }).click();
      expect(jsonAt(await next(), "reaction")).not.toHaveProperty("emoji");
      await menuOf(page, ".theirs", "Please read");
      await dialog.getByRole("button", { name: en.forward, exact: true }).click();
      const forwarded = await next();
      expect(forwarded).toMatchObject({ type: "document", context: { forwarded: true } });
      expect(jsonAt(forwarded, "document")).toMatchObject({
        filename: "leaflet.pdf",
        caption: "Please read",
      });

      await menuOf(page, ".theirs", "Choose a time");
      await dialog.getByRole("button", { name: en.answerThis }).click();
      await page.keyboard.type("the first");
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press("Enter");
      const answer = await next();
      expect(answer).toMatchObject({ text: { body: "the first" }, context: { from: "12025550100" } });
      await menuOf(page, ".own", "the first");
      await dialog.getByRole("button", { name: en.edit }).click();
      await dialog.getByRole("textbox").fill("the second");
      await dialog.getByRole("button", { name: en.save }).click();
      expect(await next()).toMatchObject({
        edit: { original_message_id: answer["id"], message: { text: { body: "the second" } } },
      });
      await page.locator(".own", { hasText: "the second" }).getByText(en.edited).waitFor();
      await menuOf(page, ".own", "the second");
      await dialog.getByRole("button", { name: en.remove }).click();
      expect(await next()).toMatchObject({ revoke: { original_message_id: answer["id"] } });
      await page.getByText(en.deleted).waitFor();
      expect(complaints).toEqual([]);
    });

    test("a sheet keeps the keyboard's focus, closes by Escape, and gives the focus back", async () => {
      const { page } = await openFullChat(house, browser, "en");
      const opener = page.getByRole("button", { name: "See times" });
      await opener.press("Enter");
      const dialog = page.getByRole("dialog");
      await dialog.waitFor();
      for (let presses = 0; presses < 8; presses += 1) {
        await page.keyboard.press("Tab");
        const isInside =
          "document.activeElement === document.body || document.activeElement.closest('dialog') !== null";
        expect(await page.evaluate(isInside)).toBe(true);
      }
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
      expect(await page.evaluate("document.activeElement.textContent")).toBe("See times");
      await page.getByRole("log").focus();
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("ArrowUp");
      const focused =
        "document.activeElement.tagName + document.activeElement.getAttribute('aria-label').slice(0, 14)";
      expect(await page.evaluate(focused)).toBe("ARTICLEHarbour Clinic");
    });

    test("the business types for 25 seconds or until it has written; a held template says so", async () => {
      const { page, patientId } = await openFullChat(house, browser, "en");
      await page.clock.install();
      await page.reload();
      await page.getByRole("button", { name: "Confirm visit" }).waitFor();
      const [{ id }] = (await sentBy(house, patientId)) as [{ id: string }];
      const read = { messaging_product: "whatsapp", status: "read", message_id: id };
      await house.graph("POST", `${number}/messages`, { ...read, typing_indicator: { type: "text" } });
      const typing = page.getByText(`Harbour Clinic ${en.typing}`);
      await typing.waitFor({ state: "attached" });
      await page.clock.fastForward(20_000);
      expect(await typing.count()).toBe(1);
      await page.clock.fastForward(6_000);
      await typing.waitFor({ state: "detached" });
      await house.control("POST", "/holds", { template: plainTemplate.name });
      const { json } = await house.control("GET", "/patients");
      const phone = String(listAt(json, "patients").find((each) => each["id"] === patientId)?.["phone"]);
      const template = { name: plainTemplate.name, language: { code: "en" } };
      expect((await house.send(phone, { type: "template", template })).status).toBe(200);
      await page.getByText(en.held).waitFor();
      expect(await violations(page)).toEqual([]);
    });

    test("a voice message that was recorded here is OGG with Opus, and plays", async () => {
      const { page, next } = await openFullChat(house, browser, "en");
      await page.getByRole("button", { name: en.voice }).click();
      await page.getByRole("button", { name: en.record }).click();
      await page.waitForTimeout(600);
      await page.getByRole("button", { name: en.stopRecording }).click();
      await page.getByRole("dialog").getByRole("button", { name: en.send, exact: true }).click();
      const id = textAt(jsonAt(await next(), "audio"), "id") ?? "";
      const answer = await fetch(`${house.emulator.url}/control/media/${id}`);
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect([bytes.subarray(0, 4).toString(), bytes.subarray(28, 36).toString()]).toEqual([
        "OggS",
        "OpusHead",
      ]);
      const seconds = await page.evaluate<number>(`new Promise((done) => {
      const audio = new Audio("/control/media/${id}");
      audio.onloadedmetadata = () => done(audio.duration);
      audio.onerror = () => done(-1);
    })`);
      expect(seconds).toBeGreaterThan(0.3);
    });
  },
);

async function menuOf(page: Page, side: ".own" | ".theirs", text: string): Promise<void> {
  await page.locator(`article${side}`, { hasText: text }).last().focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: en.messageMenu }).waitFor();
}
