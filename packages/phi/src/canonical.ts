import { Fault } from "@careline/faults";
import { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js";
import type { CountryCode } from "libphonenumber-js";

/**
 * A phone number as E.164 with a plus; refuses what cannot be one. With a country (ISO 3166-1 alpha-2) the number is read as people
 * there write it; without, its digits are international already, as WhatsApp writes them.
 */
export function canonicalPhone(raw: string, country?: string): string {
  const isInternational = country === undefined || raw.trimStart().startsWith("+");
  const text = isInternational ? `+${raw.replace(/^\s*\+/, "")}` : raw;
  const number = parsePhoneNumberFromString(text, { ...regionOf(country), extract: false });
  if (number === undefined || !(number.isPossible() || oldMexican.test(number.number)))
    throw new Fault("invalid", "not a possible phone number");
  return number.number;
}

// WhatsApp still writes Mexican mobiles with the 1 that the numbering plan dropped in 2020.
const oldMexican = /^\+521\d{10}$/;

// Each rule names both ways of writing one and the same mobile number.
const pairs: readonly { readonly long: RegExp; readonly short: RegExp; readonly added: string }[] = [
  // Brazil: subscriber numbers starting 2 to 5 are landlines and never got the ninth digit.
  { long: /^(\+55[1-9]\d)9([6-9]\d{7})$/, short: /^(\+55[1-9]\d)([6-9]\d{7})$/, added: "9" },
  { long: /^(\+52)1(\d{10})$/, short: /^(\+52)(\d{10})$/, added: "1" },
  { long: /^(\+54)9(\d{10})$/, short: /^(\+54)(\d{10})$/, added: "9" },
];

/**
 * Other ways in which a channel may write the same number: look up the exact form first, then these. Two people found are
 * never taken for one: ask a person.
 */
export function phoneVariants(canonical: string): string[] {
  return pairs.flatMap(({ long, short, added }) => {
    if (long.test(canonical)) return [canonical.replace(long, "$1$2")];
    if (short.test(canonical)) return [canonical.replace(short, `$1${added}$2`)];
    return [];
  });
}

/** A business-scoped user id as it came: its case and its country prefix belong to it. */
export function canonicalBsuid(raw: string): string {
  if (!/^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/.test(raw))
    throw new Fault("invalid", "not a business-scoped user id");
  return raw;
}

function regionOf(country: string | undefined): { defaultCountry?: CountryCode } {
  if (country === undefined) return {};
  if (!isSupportedCountry(country)) throw new Fault("invalid", "not a country with phone numbers");
  return { defaultCountry: country };
}
