import { api } from "../api.ts";
import type { Content } from "../read/content.ts";
import { h, isolated } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { words } from "../words.ts";
import { showCalendar } from "./calendar.ts";

type Media = NonNullable<Content["media"]>;

/** A picture, a recording, a document; an `.ics` as the visit that it is. */
export function mediaElement(media: Media, timeZone: string): HTMLElement {
  const { photo, sticker, voice, audio, video } = words();
  // What only has a link lies elsewhere, and this page fetches nothing from elsewhere.
  if (media.id === undefined) return elsewhere(media);
  const url = api.mediaUrl(media.id);
  switch (media.kind) {
    case "image":
      return orCard(media, url, h("img", { class: "picture", src: url, alt: photo, loading: "lazy" }));
    case "sticker":
      return orCard(media, url, h("img", { class: "sticker", src: url, alt: sticker }));
    case "audio": {
      const label = media.isVoice ? voice : audio;
      return h(
        "div",
        { class: `recording ${media.isVoice ? "voice" : ""}` },
        media.isVoice && h("span", { class: "round-mark" }, icon("mic")),
        h("audio", { controls: true, preload: "none", src: url, "aria-label": label }),
      );
    }
    case "video":
      return h("video", {
        class: "picture",
        controls: true,
        preload: "metadata",
        src: url,
        "aria-label": video,
      });
    default: {
      const card = documentCard(media, url);
      const isCalendar =
        media.filename?.toLowerCase().endsWith(".ics") === true || media.mimeType === "text/calendar";
      if (isCalendar) void showCalendar(card, media.filename, url, timeZone);
      return card;
    }
  }
}

/** A picture that cannot be drawn is at least a file that can be kept. */
function orCard(media: Media, url: string, picture: HTMLImageElement): HTMLElement {
  picture.addEventListener("error", () => picture.replaceWith(documentCard(media, url)));
  return picture;
}

function documentCard(media: Media, url: string): HTMLElement {
  const name = media.filename ?? kindName(media.kind);
  return h(
    "a",
    { class: "document", href: url, download: name },
    h("span", { class: "document-icon" }, icon("document")),
    h(
      "span",
      { class: "document-name" },
      isolated(name),
      h("span", { class: "muted small" }, `${extension(media)} · ${words().download}`),
    ),
    icon("download"),
  );
}

function elsewhere(media: Media): HTMLElement {
  const host = media.link !== undefined && URL.canParse(media.link) ? new URL(media.link).host : "?";
  return h(
    "div",
    { class: "document" },
    h("span", { class: "document-icon" }, icon("link")),
    h(
      "span",
      { class: "document-name" },
      isolated(media.filename ?? kindName(media.kind)),
      h("span", { class: "muted small" }, `${words().lies} `, h("bdi", { dir: "ltr" }, host)),
    ),
  );
}

function kindName(kind: string): string {
  const { photo, sticker, audio, video, document } = words();
  return { image: photo, sticker, audio, video }[kind] ?? document;
}

function extension({ filename, mimeType }: Media): string {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(filename ?? "")?.[1] ?? mimeType?.split(/[/;]/)[1] ?? "";
  return ending.slice(0, 12).toUpperCase();
}
