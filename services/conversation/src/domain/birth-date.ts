import type { Language } from "./language.ts";
import { normalise } from "./normalise.ts";
import { isDay } from "./zone-time.ts";
import type { Day } from "./zone-time.ts";

export type BirthDateReading =
  | { readonly kind: "date"; readonly day: Day }
  | { readonly kind: "unclear" }
  | { readonly kind: "future" }
  | { readonly kind: "too-old" };

const months: Readonly<Record<string, number>> = Object.fromEntries(
  [
    "enero ene january jan",
    "febrero feb february",
    "marzo mar march",
    "abril abr april apr",
    "mayo may",
    "junio jun june",
    "julio jul july",
    "agosto ago august aug",
    "septiembre setiembre sep sept set september",
    "octubre oct october",
    "noviembre nov november",
    "diciembre dic december dec",
  ].flatMap((names, index) => names.split(" ").map((name) => [name, index + 1])),
);

/** Reads a birth date as people write it. 3/5/1980 is day first, except in English at a clinic of the United States. */
export function readBirthDate(
  text: string,
  today: Day,
  language: Language,
  country: string,
): BirthDateReading {
  const day = parse(normalise(text), language === "en" && country.toUpperCase() === "US");
  if (day === undefined) return { kind: "unclear" };
  if (day > today) return { kind: "future" };
  if (Number(today.slice(0, 4)) - Number(day.slice(0, 4)) > 120) return { kind: "too-old" };
  return { kind: "date", day };
}

function parse(words: string, monthFirst: boolean): Day | undefined {
  const iso = /\b(\d{4}) (\d{1,2}) (\d{1,2})\b/.exec(words);
  if (iso) return made(iso[1], iso[2], iso[3]);
  const numeric = /\b(\d{1,2}) (\d{1,2}) (\d{4})\b/.exec(words);
  if (numeric) {
    const [, first, second, year] = numeric;
    // What cannot be a month is the day, whichever way a person is used to write.
    const swap = Number(second) > 12 || (monthFirst && Number(first) <= 12);
    return swap ? made(year, first, second) : made(year, second, first);
  }
  const named =
    /\b(\d{1,2})(?:st|nd|rd|th)? (?:de |of )?([a-z]+) (?:de |del |of )?(\d{4})\b/.exec(words) ??
    /\b(?<m>[a-z]+) (?:the )?(?<d>\d{1,2})(?:st|nd|rd|th)? (?<y>\d{4})\b/.exec(words);
  if (named?.groups) return made(named.groups["y"], monthNumber(named.groups["m"]), named.groups["d"]);
  if (named) return made(named[3], monthNumber(named[2]), named[1]);
  const packed = /^(\d{2})(\d{2})((?:19|20)\d{2})$/.exec(words);
  if (packed)
    return monthFirst ? made(packed[3], packed[1], packed[2]) : made(packed[3], packed[2], packed[1]);
  return undefined;
}

function monthNumber(name: string | undefined): string | undefined {
  const month = months[name ?? ""];
  return month === undefined ? undefined : String(month);
}

function made(year?: string, month?: string, day?: string): Day | undefined {
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const text = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isDay(text) ? text : undefined;
}
