import { Fault } from "@careline/faults";

/** An IANA time zone, or undefined where none is said: computing with one that does not exist would fail later. */
export function zone(field: string, value: string): string | undefined {
  if (value === "") return undefined;
  try {
    new Intl.DateTimeFormat("en", { timeZone: value }).format();
    return value;
  } catch (cause) {
    throw new Fault("invalid", `${field} is no IANA time zone`, { cause });
  }
}
