import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ar } from "../phone/words/ar.ts";
import { en } from "../phone/words/en.ts";
import { number, openHouse, waba, type House } from "./house.fixture.ts";
import { sentBy } from "./phone-chat.fixture.ts";
import { launch, look, openPage, small, violations, widthOf, withoutChromium } from "./phone.fixture.ts";
import { jsonAt, textAt } from "./rules/json.ts";

const hostile = "<img src=x onerror=\"document.title='owned'\"><b>bold</b>\u202Egnp.exe";
const flowJson = JSON.stringify({
  version: "7.3",
  screens: [
    {
      id: "PAIN",
      title: "Your pain",
      layout: {
        type: "SingleColumnLayout",
        children: [
          {
            type: "RadioButtonsGroup",
            name: "pain",
            label: "How much",
            required: true,
            "data-source": [
              { id: "none", title: "None" },
              { id: "much", title: "Much" },
            ],
          },
          {
            type: "Footer",
            label: "Go on",
            "on-click-action": { name: "navigate", next: { type: "screen", name: "SINCE" } },
          },
        ],
      },
    },
    {
      id: "SINCE",
      terminal: true,
      layout: {
        type: "SingleColumnLayout",
        children: [
          { type: "TextInput", name: "since", label: "Since when" },
          { type: "Footer", label: "Hand in", "on-click-action": { name: "complete" } },
        ],
      },
    },
  ],
});

/** The bubbles that leave the screen, and the texts of which something is hidden. */
const cutOff = `[...document.querySelectorAll(".bubble, .choice, .words")].filter((each) => {
  const { left, right } = each.getBoundingClientRect();
  return left < 0 || right > 360 || each.scrollWidth > each.clientWidth + 1;
}).map((each) => each.textContent.slice(0, 40))`;

describe.skipIf(withoutChromium)(
  "odd and hostile messages (skipped where no Chromium is)",
  { timeout: 40_000 },
  () => {
    let house: House;
    let browser: Browser;
    beforeAll(async () => {
      house = await openHouse();
      browser = await launch();
    }, 40_000);
    afterAll(async () => {
      await browser.close();
      await house.close();
    });
    const open = async (locale = "en") => {
      const patient = await house.patient({ name: hostile.slice(0, 40) });
      const opened = await openPage(browser, `${house.emulator.url}/#${patient.id}`, { ...small, locale });
      return { ...opened, patient };
    };

    test.each(["en", "ar"] as const)(
      "in %s they stay inside their bubbles at 360 px, and run nothing",
      async (language) => {
        const { page, complaints, patient } = await open(language);
        const words = { en, ar }[language];
        const longest = "word ".repeat(819) + "x";
        for (const body of [
          longest,
          "🤒🤧🙏",
          "\u200B\u2060\u200D",
          hostile,
          "W".repeat(600),
          "قال Dr. Ruiz إن 10:30 ok",
          "Z\u0351\u0352\u0353".repeat(90),
        ])
          expect((await house.send(patient.phone, { text: { body } })).status).toBe(200);
        const button = { type: "reply", reply: { id: "1", title: "<i>W\u202EWWWWWWWWWW" } };
        const interactive = { type: "button", body: { text: hostile }, action: { buttons: [button] } };
        expect((await house.send(patient.phone, { type: "interactive", interactive })).status).toBe(200);
        await page.locator("article.theirs").nth(7).waitFor();
        await page.getByText(`${words.nothingVisible} U+200B U+2060 U+200D`).waitFor();
        await page.locator(".jumbo", { hasText: "🤒🤧🙏" }).waitFor();
        expect(await page.locator(".phone img, .phone b, .phone i").count()).toBe(0);
        expect(await widthOf(page)).toBe(360);
        expect(await page.evaluate(cutOff)).toEqual([]);
        const long = page.locator("article.theirs").first();
        const folded = (await long.boundingBox())?.height ?? 0;
        await long.getByRole("button", { name: words.readMore }).click();
        expect((await long.boundingBox())?.height).toBeGreaterThan(folded * 2);
        expect(await violations(page)).toEqual([]);
        await look(page, `odd-${language}`);
        expect(await page.title()).not.toBe("owned");
        expect(complaints).toEqual([]);
      },
    );

    test("a row that was never offered, twenty messages at once, and texts beyond what a box holds", async () => {
      const { page, complaints, patient } = await open();
      await rare(page, en.neverOffered);
      await page.getByRole("textbox", { name: en.rowId }).fill("slot:stolen");
      await page.getByRole("dialog").getByRole("button", { name: en.send }).click();
      await page.locator(".own", { hasText: "Harbour Clinic" }).waitFor();
      const reply = (await sentBy(house, patient.id)).at(-1);
      expect(reply).toMatchObject({ interactive: { list_reply: { id: "slot:stolen" } } });
      await rare(page, en.twenty);
      await page.locator(".own", { hasText: "20/20" }).waitFor();
      await page.getByRole("textbox", { name: en.write }).focus();
      await page.keyboard.insertText("y".repeat(5_000));
      await page.keyboard.press("Enter");
      await page.locator(".own", { hasText: "yyy" }).waitFor();
      const longest = textAt(jsonAt((await sentBy(house, patient.id)).at(-1), "text"), "body");
      expect(longest).toBe("y".repeat(4_096));
      await house.send(patient.phone, {
        text: { body: "about what is gone" },
        context: { message_id: "wamid.gone" },
      });
      await page.getByText(en.quotedGone).waitFor();
      expect(complaints).toEqual([]);
    });

    test("a form that was published is filled in screen by screen, by keyboard", async () => {
      const { page, patient } = await open();
      const asked = { name: "Pain", categories: ["SURVEY"], flow_json: flowJson, publish: true };
      const { json } = await house.graph("POST", `${waba}/flows`, asked);
      const parameters = {
        flow_message_version: "3",
        flow_id: json["id"],
        flow_cta: "Tell us",
        flow_token: "t-1",
      };
      const interactive = {
        type: "flow",
        body: { text: "How are you?" },
        action: { name: "flow", parameters },
      };
      expect((await house.send(patient.phone, { type: "interactive", interactive })).json).toMatchObject({
        messages: [{}],
      });
      await page.getByRole("button", { name: "Tell us" }).press("Enter");
      const dialog = page.getByRole("dialog", { name: "Tell us" });
      await dialog.getByRole("radio", { name: "None" }).press("ArrowDown");
      expect(await violations(page)).toEqual([]);
      await look(page, "flow");
      await dialog.getByRole("button", { name: "Go on" }).press("Enter");
      await dialog.getByLabel("Since when").waitFor();
      await page.keyboard.type("Monday");
      await page.keyboard.press("Enter");
      await dialog.waitFor({ state: "detached" });
      await page.getByText("Monday").waitFor();
      const answer = jsonAt(jsonAt((await sentBy(house, patient.id)).at(-1), "interactive"), "nfm_reply");
      const values: unknown = JSON.parse(textAt(answer, "response_json") ?? "");
      expect(values).toEqual({ pain: "much", since: "Monday", flow_token: "t-1" });
    });

    test("each number of the business is a chat of its own", async () => {
      const { page, patient } = await open();
      const second = { displayPhoneNumber: "12025550177", verifiedName: "Harbour Dentists" };
      const made = await house.control("POST", "/numbers", second);
      await page.reload();
      await page
        .getByRole("combobox", { name: en.writesTo })
        .selectOption(String(made.json["phoneNumberId"]));
      await page.getByRole("heading", { name: "Harbour Dentists" }).waitFor();
      expect(await page.locator("article").count()).toBe(0);
      await page.getByRole("textbox", { name: en.write }).fill("a tooth");
      await page.keyboard.press("Enter");
      await page.locator(".own", { hasText: "a tooth" }).waitFor();
      const { json } = await house.control("GET", `/messages?patient=${patient.id}&number=${number}`);
      expect(JSON.stringify(json)).not.toContain("a tooth");
      expect(await violations(page)).toEqual([]);
    });
  },
);

async function rare(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: en.attach }).click();
  await page.getByRole("dialog").getByRole("button", { name: en.rare }).click();
  await page.getByRole("dialog").getByRole("button", { name, exact: true }).click();
}
