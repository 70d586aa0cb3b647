import { pageLanguage, words } from "./words.ts";

const dayMs = 86_400_000;

export function timeOf(moment: number | string, timeZone: string): string {
  return new Intl.DateTimeFormat(pageLanguage(), {
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
  return new Intl.DateTimeFormat(pageLanguage(), {
    timeZone,
    weekday: "long",
    day: "numeric",
    month: "long",
  }).format(new Date(moment));
}

/** The moment of the next 9:00 on the wall of this zone. */
export function nextMorning(now: number, timeZone: string): Date {
  const tomorrow = dayKey(now + dayMs, timeZone);
  const asUtc = Date.parse(`${tomorrow}T09:00:00Z`);
  const shown = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    dateStyle: "short",
    timeStyle: "medium",
  }).format(asUtc);
  const offsetMs = Date.parse(`${shown.replace(" ", "T")}Z`) - asUtc;
  return new Date(asUtc - offsetMs);
}

export function zoneHere(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
