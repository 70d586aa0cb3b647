import type { Patient } from "../api.ts";
import { h } from "../ui/dom.ts";
import { arrowKeys } from "../ui/arrow-keys.ts";
import { icon, type IconName } from "../ui/icons.ts";
import { openSheet } from "../ui/sheet.ts";
import { words } from "../words.ts";
import { openContact } from "./contact-sheet.ts";
import { openStickers } from "./emoji.ts";
import { openFileSheet } from "./file-sheet.ts";
import { openPlaces } from "./place-sheet.ts";
import { openRare } from "./rare-sheet.ts";
import { openVoice } from "./voice-sheet.ts";

/** What a patient may send beside words. */
export function openAttach(patient: Patient): void {
  const { attach, photo, video, voice, audio, document, sticker, location, contact, rare } = words();
  openSheet(attach, (close) => {
    const item = (name: IconName, label: string, open: () => void): HTMLElement =>
      h(
        "button",
        {
          type: "button",
          class: `attach-item tone-${name}`,
          click: () => {
            close();
            open();
          },
        },
        h("span", { class: "attach-icon" }, icon(name)),
        label,
      );
    const grid = h(
      "div",
      { class: "attach-grid" },
      item("photo", photo, () => openFileSheet("image", patient.id)),
      item("video", video, () => openFileSheet("video", patient.id)),
      item("mic", voice, () => openVoice(patient.id)),
      item("document", document, () => openFileSheet("document", patient.id)),
      item("sticker", sticker, () => openStickers(patient.id)),
      item("pin", location, () => openPlaces(patient.id)),
      item("person", contact, () => openContact(patient.id)),
      item("list", audio, () => openFileSheet("audio", patient.id)),
      item("more", rare, () => openRare(patient)),
    );
    arrowKeys(grid, ".attach-item");
    return [grid];
  });
}
