import { pageLocale, words } from "../words.ts";

const dayMs = 86_400_000;

export function timeOf(moment: number | string, timeZone: string): string {
  return new Intl.DateTimeFormat(pageLocale(), {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(new Date(moment));
}

/** A calendar day that compares and sorts: 2026-11-24. */
export function dayKey(moment: number | string, timeZone: string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone }).format(new Date(moment));
}

export function dayName(moment: number | string, timeZone: string, now: number): string {
  const key = dayKey(moment, timeZone);
  if (key === dayKey(now, timeZone)) return words().today;
  if (key === dayKey(now - dayMs, timeZone)) return words().yesterday;
  return longDate(moment, timeZone);
}

export function longDate(moment: number | string, timeZone: string): string {
  return new Intl.DateTimeFormat(pageLocale(), {
    timeZone,
    weekday: "long",
    day: "numeric",
    month: "long",
  }).format(new Date(moment));
}

/** What the wall clock and calendar of this zone show: 2026-11-24T09:05. */
export function wallTime(moment: number, timeZone: string): string {
  const shown = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  return shown.format(moment).replace(" ", "T");
}

/** The moment at which the wall clock of this zone shows this; in an hour that is left out, the one after it. */
export function momentAt(wall: string, timeZone: string): Date {
  const asUtc = Date.parse(`${wall}:00Z`);
  const offsetAt = (moment: number): number => Date.parse(`${wallTime(moment, timeZone)}:00Z`) - moment;
  const guess = asUtc - offsetAt(asUtc);
  return new Date(asUtc - offsetAt(guess));
}

/** The moment of the next day's 9:00 on the wall of this zone. */
export function nextMorning(now: number, timeZone: string): Date {
  return momentAt(`${dayKey(now + dayMs, timeZone)}T09:00`, timeZone);
}

/** In 5 seconds, in 3 minutes: of the real time, in which the next try comes. */
export function fromNow(ms: number): string {
  const format = new Intl.RelativeTimeFormat(pageLocale());
  const seconds = Math.max(0, Math.round(ms / 1000));
  return seconds < 90 ? format.format(seconds, "second") : format.format(Math.round(seconds / 60), "minute");
}

export function zoneHere(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
