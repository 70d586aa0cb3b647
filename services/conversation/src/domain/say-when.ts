import type { Language } from "./language.ts";
import { dayAfter, dayIn, timeIn } from "./zone-time.ts";
import type { Day } from "./zone-time.ts";

const locales: Readonly<Record<Language, string>> = { en: "en-GB", es: "es" };

function date(day: Day, language: Language, options: Intl.DateTimeFormatOptions): Map<string, string> {
  const found = formatOf(language, options)
    .formatToParts(new Date(`${day}T12:00:00Z`))
    .map((part) => [part.type, part.value] as const);
  return new Map(found);
}

const formats = new Map<string, Intl.DateTimeFormat>();

// Making one costs a hundred times what using it does.
function formatOf(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = `${language} ${options.weekday} ${options.month}`;
  const known = formats.get(name);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(locales[language], { ...options, timeZone: "UTC" });
  formats.set(name, made);
  return made;
}

/** "jue 26 nov", "Thu 26 Nov" */
export function shortDay(day: Day, language: Language): string {
  const found = date(day, language, { weekday: "short", day: "numeric", month: "short" });
  const word = (name: string): string => (found.get(name) ?? "").replace(".", "").slice(0, 4);
  return `${word("weekday")} ${found.get("day") ?? ""} ${word("month")}`;
}

/** "jue 26 nov 09:30": fits a list row. */
export function shortWhen(at: Date, zone: string, language: Language): string {
  return `${shortDay(dayIn(zone, at), language)} ${timeIn(zone, at)}`;
}

/** "jueves 26 de noviembre", "Thursday 26 November" */
function longDay(day: Day, language: Language): string {
  const found = date(day, language, { weekday: "long", day: "numeric", month: "long" });
  const [weekday, number, month] = ["weekday", "day", "month"].map((name) => found.get(name) ?? "");
  return language === "es" ? `${weekday} ${number} de ${month}` : `${weekday} ${number} ${month}`;
}

/** "jueves 26 de noviembre de 2026 a las 09:30", "Thursday 26 November 2026 at 09:30" */
export function longWhen(at: Date, zone: string, language: Language): string {
  const day = dayIn(zone, at);
  const year = day.slice(0, 4);
  const time = timeIn(zone, at);
  return language === "es"
    ? `${longDay(day, language)} de ${year} a ${time.startsWith("01:") ? "la" : "las"} ${time}`
    : `${longDay(day, language)} ${year} at ${time}`;
}

/** "3 de mayo de 1980", "3 May 1980" */
export function plainDate(day: Day, language: Language): string {
  const found = date(day, language, { day: "numeric", month: "long", year: "numeric" });
  const [number, month, year] = ["day", "month", "year"].map((name) => found.get(name) ?? "");
  return language === "es" ? `${number} de ${month} de ${year}` : `${number} ${month} ${year}`;
}

/** A near moment as people say it: "hoy antes de las 12:30", "tomorrow before 09:30". */
export function beforeWhen(at: Date, now: Date, zone: string, language: Language): string {
  const day = dayIn(zone, at);
  const today = dayIn(zone, now);
  const time = timeIn(zone, at);
  if (language === "es") {
    const which = day === today ? "hoy" : day === dayAfter(today) ? "mañana" : `el ${longDay(day, "es")}`;
    return `${which} antes de ${time.startsWith("01:") ? "la" : "las"} ${time}`;
  }
  const which = day === today ? "today" : day === dayAfter(today) ? "tomorrow" : `on ${longDay(day, "en")}`;
  return `${which} before ${time}`;
}
