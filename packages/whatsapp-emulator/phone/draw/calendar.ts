import { readCalendar, type CalendarEntry, type CalendarMoment } from "../read/ics.ts";
import { h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { longDate, timeOf } from "../ui/time.ts";
import { pageLocale, words } from "../words.ts";

/** Puts the visit in the place of its file, when the file can be read. */
export async function showCalendar(
  card: HTMLElement,
  filename: string | undefined,
  url: string,
  timeZone: string,
): Promise<void> {
  const answer = await fetch(url).catch(() => undefined);
  const entry = answer?.ok === true ? readCalendar(await answer.text()) : undefined;
  if (entry !== undefined) card.replaceWith(calendarCard(entry, filename, url, timeZone));
}

function calendarCard(
  entry: CalendarEntry,
  filename: string | undefined,
  url: string,
  timeZone: string,
): HTMLElement {
  const { calendar, when, where, addToCalendar } = words();
  const start = entry.startsAt;
  const zone = start?.isWallTime === true ? "UTC" : timeZone;
  const part = (options: Intl.DateTimeFormatOptions): string =>
    start === undefined
      ? ""
      : new Intl.DateTimeFormat(pageLocale(), { timeZone: zone, ...options }).format(start.time);
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
        h("strong", { dir: "auto" }, entry.title),
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
        h("bdi", {}, entry.place),
      ),
    h(
      "a",
      { class: "visit-add", href: url, download: filename ?? "visit.ics" },
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
