export interface CalendarEntry {
  readonly title: string;
  readonly place: string | undefined;
  readonly startsAt: CalendarMoment | undefined;
  readonly endsAt: CalendarMoment | undefined;
}

/** Either a moment, or a time on a wall that is not to be shifted again. */
export interface CalendarMoment {
  readonly time: number;
  readonly isWallTime: boolean;
  readonly isWholeDay: boolean;
}

/** Reads the first event of an iCalendar text; undefined when there is none. */
export function readCalendar(text: string): CalendarEntry | undefined {
  const lines = text.replaceAll(/\r?\n[ \t]/g, "").split(/\r?\n/);
  const from = lines.findIndex((line) => line.toUpperCase() === "BEGIN:VEVENT");
  if (from < 0) return undefined;
  const until = lines.findIndex((line, index) => index > from && line.toUpperCase() === "END:VEVENT");
  const properties = new Map<string, string>();
  for (const line of lines.slice(from + 1, until < 0 ? undefined : until)) {
    const match = /^([A-Z-]+)(?:;[^:]*)?:(.*)$/i.exec(line);
    const name = (match?.[1] ?? "").toUpperCase();
    // The first one wins: an alarm inside the event has a summary of its own.
    if (match !== null && !properties.has(name)) properties.set(name, match[2] ?? "");
  }
  const words = (name: string): string | undefined => properties.get(name)?.replaceAll(/\\(.)/g, unescape);
  return {
    title: words("SUMMARY") ?? "",
    place: words("LOCATION"),
    startsAt: momentOf(properties.get("DTSTART")),
    endsAt: momentOf(properties.get("DTEND")),
  };
}

function unescape(_: string, letter: string): string {
  return letter.toLowerCase() === "n" ? "\n" : letter;
}

function momentOf(value: string | undefined): CalendarMoment | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?$/.exec(value ?? "");
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, zulu] = match;
  const time = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour ?? 0),
    Number(minute ?? 0),
    Number(second ?? 0),
  );
  return { time, isWallTime: zulu === undefined, isWholeDay: hour === undefined };
}
