import { Temporal } from "temporal-polyfill";

export interface QuietHours {
  readonly from: string;
  readonly until: string;
}

/** The first moment from `moment` on that is not in quiet hours of the zone. */
export function afterQuiet(moment: Date, quiet: QuietHours, timeZone: string): Date {
  const local = zoned(moment, timeZone);
  const time = local.toPlainTime();
  if (!isQuiet(time, quiet)) return moment;
  const until = Temporal.PlainTime.from(quiet.until);
  const day = Temporal.PlainTime.compare(time, until) < 0 ? local : local.add({ days: 1 });
  return date(day.toPlainDate().toZonedDateTime({ timeZone, plainTime: until }));
}

/** The last half hour before the quiet hours in which `moment` lies; `moment` itself when it is not quiet. */
export function beforeQuiet(moment: Date, quiet: QuietHours, timeZone: string): Date {
  const local = zoned(moment, timeZone);
  const time = local.toPlainTime();
  if (!isQuiet(time, quiet)) return moment;
  const from = Temporal.PlainTime.from(quiet.from);
  const day = Temporal.PlainTime.compare(time, from) >= 0 ? local : local.subtract({ days: 1 });
  return date(day.toPlainDate().toZonedDateTime({ timeZone, plainTime: from }).subtract({ minutes: 30 }));
}

function isQuiet(time: Temporal.PlainTime, quiet: QuietHours): boolean {
  const sinceFrom = Temporal.PlainTime.compare(time, Temporal.PlainTime.from(quiet.from)) >= 0;
  const beforeUntil = Temporal.PlainTime.compare(time, Temporal.PlainTime.from(quiet.until)) < 0;
  return quiet.from > quiet.until ? sinceFrom || beforeUntil : sinceFrom && beforeUntil;
}

function zoned(moment: Date, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone);
}

function date(moment: Temporal.ZonedDateTime): Date {
  return new Date(moment.epochMilliseconds);
}
