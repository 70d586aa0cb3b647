/** A day as a calendar shows it, YYYY-MM-DD. */
export type Day = string;

const parts = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = parts.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  parts.set(zone, made);
  return made;
}

/** What clock and calendar show in a zone, as if it were UTC. */
function wallMs(at: Date, zone: string): number {
  const found: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(at)) found[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = found;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

export function dayIn(zone: string, at: Date): Day {
  return new Date(wallMs(at, zone)).toISOString().slice(0, 10);
}

export function timeIn(zone: string, at: Date): string {
  return new Date(wallMs(at, zone)).toISOString().slice(11, 16);
}

/** 1 Monday … 7 Sunday. */
export function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

export function dayAfter(day: Day, days = 1): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The moment when a zone's clock shows this. A time that a clock change skips is taken as just after it. */
export function momentOf(day: Day, time: string, zone: string): Date {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  const before = wanted - offsetMs(wanted - 86_400_000, zone);
  const after = wanted - offsetMs(wanted + 86_400_000, zone);
  const fits = [before, after].filter((ms) => wallMs(new Date(ms), zone) === wanted);
  return new Date(fits.length > 0 ? Math.min(...fits) : before);
}

function offsetMs(ms: number, zone: string): number {
  return wallMs(new Date(ms), zone) - ms;
}

export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text;
}
