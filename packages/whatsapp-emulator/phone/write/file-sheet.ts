import { say } from "../actions.ts";
import { formEnd, formOf, textField, textIn } from "../ui/fields.ts";
import { h } from "../ui/dom.ts";
import { icon, type IconName } from "../ui/icons.ts";
import { complain, openSheet, toast } from "../ui/sheet.ts";
import { words } from "../words.ts";
import { base64Of } from "./bytes.ts";
import { sampleDocument, samplePhoto, storedSample } from "./samples.ts";

export type FileKind = "image" | "video" | "audio" | "document";

const accepted: Readonly<Record<FileKind, string>> = {
  image: "image/png,image/jpeg,image/webp",
  video: "video/mp4,video/3gpp",
  audio: "audio/*",
  document: "*/*",
};

const icons: Readonly<Record<FileKind, IconName>> = {
  image: "photo",
  video: "video",
  audio: "list",
  document: "document",
};

// The control API takes bodies of 101 MB, and base64 makes a third more of a file.
const bytesMax = 75 * 1024 * 1024;

/** A photo, video, recording or document: one's own or a sample, with a caption. */
export function openFileSheet(kind: FileKind, patientId: string): void {
  const { chooseFile, sample, caption, cancel, send, tooLarge } = words();
  openSheet(titleOf(kind), (close) => {
    const name = h("strong", { dir: "auto" }, sample);
    const file = h("input", {
      type: "file",
      accept: accepted[kind],
      class: "unseen",
      tabindex: -1,
      "aria-label": chooseFile,
      change: () => (name.textContent = file.files?.[0]?.name ?? sample),
    });
    const choose = h("button", { type: "button", class: "quiet", click: () => file.click() }, chooseFile);
    const submit = (data: FormData): void => {
      const own = file.files?.[0];
      if (own !== undefined && own.size > bytesMax) return toast(tooLarge);
      close();
      void sendFile(kind, patientId, own, textIn(data, "caption")).catch(complain);
    };
    return [
      formOf(
        submit,
        h("div", { class: "chosen" }, icon(icons[kind]), name, choose, file),
        kind !== "audio" && textField(caption, { name: "caption", maxlength: 1024 }),
        formEnd(cancel, close, send),
      ),
    ];
  });
}

async function sendFile(
  kind: FileKind,
  patientId: string,
  own: File | undefined,
  caption: string,
): Promise<void> {
  const blob = own ?? (await sampleOf(kind));
  await say(patientId, {
    type: kind,
    data: await base64Of(blob),
    ...(blob.type !== "" && { mimeType: blob.type }),
    ...(kind === "audio" && { voice: false }),
    ...(kind === "document" && { filename: own?.name ?? "referral.pdf" }),
    ...(caption !== "" && { caption }),
  });
}

function titleOf(kind: FileKind): string {
  const { photo, video, audio, document } = words();
  return { image: photo, video, audio, document }[kind];
}

function sampleOf(kind: FileKind): Promise<Blob> | Blob {
  switch (kind) {
    case "image":
      return samplePhoto();
    case "video":
      return storedSample("clip.mp4");
    case "audio":
      return storedSample("voice.ogg");
    case "document":
      return sampleDocument();
  }
}
