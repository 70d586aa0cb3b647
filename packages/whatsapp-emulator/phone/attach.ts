import { say } from "./actions.ts";
import { h, icon, type IconName } from "./dom.ts";
import { selectedPatient, threadOf } from "./model.ts";
import { openSheet } from "./sheet.ts";
import { words } from "./words.ts";

const emojis = ["👍", "❤️", "🙏", "😂", "😮", "😢"];

/** What a patient may send beside words. */
export function openAttach(): void {
  const { attach, photo, samplePhoto, location, voice, contact, react } = words();
  openSheet(attach, (close) => {
    const send = (message: unknown): void => {
      close();
      void say(message);
    };
    const item = (name: IconName, label: string, click: () => void): HTMLElement =>
      h(
        "button",
        { type: "button", class: `attach-item tone-${name}`, click },
        h("span", { class: "attach-icon" }, icon(name)),
        label,
      );
    const file = h("input", {
      type: "file",
      accept: "image/png,image/jpeg,image/webp",
      class: "unseen",
      tabindex: -1,
      "aria-label": photo,
      change: () => {
        const chosen = file.files?.[0];
        if (chosen !== undefined)
          void base64Of(chosen).then((data) => send({ type: "image", mimeType: chosen.type, data }));
      },
    });
    const patient = selectedPatient();
    const last = patient && threadOf(patient.id).findLast((message) => message.direction === "to_patient");
    return [
      h(
        "div",
        { class: "attach-grid" },
        file,
        item("photo", photo, () => file.click()),
        item(
          "plus",
          samplePhoto,
          () => void samplePicture().then((data) => send({ type: "image", mimeType: "image/png", data })),
        ),
        item("pin", location, () => send({ type: "location" })),
        item("mic", voice, () => send({ type: "audio" })),
        item("person", contact, () => send({ type: "contacts" })),
      ),
      ...(last === undefined
        ? []
        : [
            h("h3", { class: "rows-title" }, react),
            h(
              "div",
              { class: "emojis" },
              ...emojis.map((emoji) =>
                h(
                  "button",
                  {
                    type: "button",
                    class: "emoji",
                    click: () => send({ type: "reaction", emoji, messageId: last.id }),
                  },
                  emoji,
                ),
              ),
            ),
          ]),
    ];
  });
}

async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** A little landscape, drawn here: a photo without having one. */
async function samplePicture(): Promise<string> {
  const canvas = h("canvas", { width: 480, height: 320 });
  const paint = canvas.getContext("2d");
  if (paint !== null) {
    const sky = paint.createLinearGradient(0, 0, 0, 320);
    sky.addColorStop(0, "#7cc4e8");
    sky.addColorStop(1, "#fde7c0");
    paint.fillStyle = sky;
    paint.fillRect(0, 0, 480, 320);
    paint.fillStyle = "#fff3b8";
    paint.arc(360, 90, 34, 0, 7);
    paint.fill();
    for (const [color, top, wave] of [
      ["#6fae8f", 200, 60],
      ["#3f8a70", 240, 40],
      ["#1f6152", 280, 30],
    ] as const) {
      paint.fillStyle = color;
      paint.beginPath();
      paint.moveTo(0, 320);
      for (let x = 0; x <= 480; x += 8) paint.lineTo(x, top - wave * Math.sin(x / (60 + wave) + top));
      paint.lineTo(480, 320);
      paint.fill();
    }
  }
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  return blob === null ? "" : base64Of(blob);
}
