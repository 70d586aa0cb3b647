import { api, type MessageView } from "./api.ts";
import { h, icon } from "./dom.ts";
import { readCalendar, type CalendarEntry, type CalendarMoment } from "./ics.ts";
import { longDate, timeOf } from "./time.ts";
import { pageLanguage, words } from "./words.ts";

type Media = NonNullable<MessageView["shown"]["media"]>;
type Place = NonNullable<MessageView["shown"]["location"]>;

/** A picture, a recording, a document; an `.ics` as the visit that it is. */
export function mediaElement(media: Media, timeZone: string): HTMLElement {
  // What only has a link lies elsewhere, and this page fetches nothing from elsewhere.
  if (media.id === undefined) return documentCard(media, media.link ?? "#");
  const url = api.mediaUrl(media.id);
  switch (media.kind) {
    case "image":
      return h("img", { class: "picture", src: url, alt: words().photo, loading: "lazy" });
    case "sticker":
      return h("img", { class: "sticker", src: url, alt: words().sticker });
    case "audio":
      return h("audio", { controls: true, preload: "none", src: url, "aria-label": words().voice });
    case "video":
      return h("video", {
        class: "picture",
        controls: true,
        preload: "none",
        src: url,
        "aria-label": words().video,
      });
    default: {
      const card = documentCard(media, url);
      const isCalendar =
        media.filename?.toLowerCase().endsWith(".ics") === true || media.mimeType === "text/calendar";
      if (isCalendar) void showCalendar(card, media, url, timeZone);
      return card;
    }
  }
}

function documentCard(media: Media, url: string): HTMLElement {
  const name = media.filename ?? words().document;
  return h(
    "a",
    { class: "document", href: url, download: name },
    h("span", { class: "document-icon" }, icon("document")),
    h("span", { class: "document-name" }, name, h("span", { class: "muted small" }, words().download)),
    icon("download"),
  );
}

async function showCalendar(card: HTMLElement, media: Media, url: string, timeZone: string): Promise<void> {
  const answer = await fetch(url).catch(() => undefined);
  const entry = answer?.ok === true ? readCalendar(await answer.text()) : undefined;
  if (entry !== undefined) card.replaceWith(calendarCard(entry, media, url, timeZone));
}

function calendarCard(entry: CalendarEntry, media: Media, url: string, timeZone: string): HTMLElement {
  const { calendar, when, where, addToCalendar } = words();
  const start = entry.startsAt;
  const zone = start?.isWallTime === true ? "UTC" : timeZone;
  const part = (options: Intl.DateTimeFormatOptions): string =>
    start === undefined
      ? ""
      : new Intl.DateTimeFormat(pageLanguage(), { timeZone: zone, ...options }).format(start.time);
  return h(
    "section",
    { class: "visit", "aria-label": calendar },
    h(
      "div",
      { class: "visit-top" },
      h(
        "span",
        { class: "leaf", "aria-hidden": "true" },
        h("span", { class: "leaf-month" }, part({ month: "short" }).replace(".", "")),
        h("span", { class: "leaf-day" }, part({ day: "numeric" })),
      ),
      h(
        "div",
        {},
        h("strong", {}, entry.title),
        h("p", { class: "small" }, h("span", { class: "unseen" }, `${when}: `), range(entry, zone)),
      ),
    ),
    entry.place !== undefined &&
      entry.place !== "" &&
      h(
        "p",
        { class: "visit-place small" },
        icon("pin"),
        h("span", { class: "unseen" }, `${where}: `),
        entry.place,
      ),
    h(
      "a",
      { class: "visit-add", href: url, download: media.filename ?? "visit.ics" },
      icon("download"),
      addToCalendar,
    ),
  );
}

function range({ startsAt, endsAt }: CalendarEntry, zone: string): string {
  if (startsAt === undefined) return "";
  const date = longDate(startsAt.time, zone);
  if (startsAt.isWholeDay) return date;
  const clockTime = (moment: CalendarMoment): string => timeOf(moment.time, moment.isWallTime ? "UTC" : zone);
  return `${date}, ${clockTime(startsAt)}${endsAt === undefined ? "" : `–${clockTime(endsAt)}`}`;
}

export function placeElement(place: Place): HTMLElement {
  const { latitude, longitude, name, address } = place;
  const url = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`;
  return h(
    "a",
    { class: "place", href: url, target: "_blank", rel: "noopener noreferrer" },
    h("span", { class: "map", "aria-hidden": "true" }, icon("pin")),
    h("strong", {}, name ?? words().location),
    h("span", { class: "small muted" }, address ?? `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`),
    h("span", { class: "unseen" }, words().map),
  );
}
