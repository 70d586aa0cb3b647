import { say } from "../actions.ts";
import { arrowKeys } from "../ui/arrow-keys.ts";
import { h } from "../ui/dom.ts";
import { complain, openSheet } from "../ui/sheet.ts";
import { words } from "../words.ts";
import { base64Of } from "./bytes.ts";
import { stickerOf, storedSample } from "./samples.ts";

const common = Array.from("😀😂🙂😉😍😘🤔😐😕😢😭😡🤒🤧🤕😷🙏👍👎👌👋💪");
const more = ["❤️", "🎉", "✅", "❌", "⏰", "📅", "🏥", "💊", "🩺", "👩‍⚕️", "👶", "🇪🇸"];
export const reactionEmojis = ["👍", "❤️", "🙏", "😂", "😮", "😢"];

/** A row of emoji to tap. */
export function emojiRow(
  emojis: readonly string[],
  label: string,
  tap: (emoji: string) => void,
): HTMLElement {
  const row = h(
    "div",
    { class: "emojis", role: "group", "aria-label": label },
    ...emojis.map((emoji) => h("button", { type: "button", class: "emoji", click: () => tap(emoji) }, emoji)),
  );
  arrowKeys(row, ".emoji");
  return row;
}

/** Puts an emoji where the writing is. */
export function openEmojis(box: HTMLTextAreaElement): void {
  openSheet(words().emoji, (close) => [
    emojiRow([...common, ...more], words().emoji, (emoji) => {
      close();
      box.setRangeText(emoji, box.selectionStart, box.selectionEnd, "end");
      box.dispatchEvent(new Event("input"));
      box.focus();
    }),
  ]);
}

export function openStickers(patientId: string): void {
  openSheet(words().sticker, (close) => [
    emojiRow(["🐶", "🌞", "🌷", "🎈", "💐", "🧸"], words().sticker, (emoji) => {
      close();
      void (async () => {
        const drawn = await stickerOf(emoji);
        const blob = drawn.type === "image/webp" ? drawn : await storedSample("sticker.webp");
        await say(patientId, { type: "sticker", data: await base64Of(blob), mimeType: "image/webp" });
      })().catch(complain);
    }),
  ]);
}
