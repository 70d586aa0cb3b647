/**
 * What a tapped button or row means. Its id carries opaque ids only, and enough of them that an old list still says what was meant.
 * `appt.confirm.<appointmentId>.<version>`, `appt.move.…`, `appt.cancel.…` are also what the quick replies of reminders
 * send back: notification writes them in exactly this form.
 */
export type Tap =
  | { readonly kind: "consent"; readonly yes: boolean }
  | { readonly kind: "opt-in"; readonly yes: boolean }
  | { readonly kind: "menu"; readonly item: "book" | "visits" | "person" }
  | { readonly kind: "visit-type"; readonly visitTypeId: string }
  | { readonly kind: "time"; readonly visitTypeId: string; readonly slotId: string }
  | {
      readonly kind: "move-to";
      readonly appointmentId: string;
      readonly version: number;
      readonly slotId: string;
    }
  | { readonly kind: "more" | "days" | "more-days"; readonly token: string }
  | { readonly kind: "day"; readonly token: string; readonly day: string }
  | { readonly kind: "book" | "other-time" | "drop"; readonly holdId: string }
  | {
      readonly kind: "appt";
      readonly verb: ApptVerb;
      readonly appointmentId: string;
      readonly version: number;
    }
  | { readonly kind: "unknown" };

export type ApptVerb = "show" | "confirm" | "move" | "cancel" | "cancel-yes" | "cancel-no";

const verbs: readonly string[] = [
  "show",
  "confirm",
  "move",
  "cancel",
  "cancel-yes",
  "cancel-no",
] satisfies ApptVerb[];
const items: readonly string[] = ["book", "visits", "person"];

export const choiceId = {
  consent: (yes: boolean) => join("consent", yes ? "yes" : "no"),
  optIn: (yes: boolean) => join("opt-in", yes ? "yes" : "no"),
  menu: (item: "book" | "visits" | "person") => join("menu", item),
  visitType: (visitTypeId: string) => join("type", visitTypeId),
  time: (visitTypeId: string, slotId: string) => join("time", visitTypeId, slotId),
  moveTo: (appointmentId: string, version: number, slotId: string) =>
    join("move-to", appointmentId, String(version), slotId),
  more: (token: string) => join("more", token),
  days: (token: string) => join("days", token),
  moreDays: (token: string) => join("more-days", token),
  day: (token: string, day: string) => join("day", token, day),
  book: (holdId: string) => join("book", holdId),
  otherTime: (holdId: string) => join("other-time", holdId),
  drop: (holdId: string) => join("drop", holdId),
  appt: (verb: ApptVerb, appointmentId: string, version: number) =>
    join("appt", verb, appointmentId, String(version)),
} as const;

export function readTap(id: string): Tap {
  const [verb = "", ...rest] = id.split(".").map(decode);
  const [first = "", second = "", third = ""] = rest;
  switch (verb) {
    case "consent":
    case "opt-in":
      return first === "yes" || first === "no" ? { kind: verb, yes: first === "yes" } : { kind: "unknown" };
    case "menu":
      return items.includes(first)
        ? { kind: "menu", item: first as "book" | "visits" | "person" }
        : { kind: "unknown" };
    case "type":
      return first ? { kind: "visit-type", visitTypeId: first } : { kind: "unknown" };
    case "time":
      return second ? { kind: "time", visitTypeId: first, slotId: second } : { kind: "unknown" };
    case "move-to":
      return first && third
        ? { kind: "move-to", appointmentId: first, version: count(second), slotId: third }
        : { kind: "unknown" };
    case "more":
    case "days":
    case "more-days":
      return { kind: verb, token: first };
    case "day":
      return { kind: "day", token: first, day: second };
    case "book":
    case "other-time":
    case "drop":
      return { kind: verb, holdId: first };
    case "appt":
      return verbs.includes(first) && second
        ? { kind: "appt", verb: first as ApptVerb, appointmentId: second, version: count(third) }
        : { kind: "unknown" };
    default:
      return { kind: "unknown" };
  }
}

function join(...parts: readonly string[]): string {
  return parts.map((part) => encodeURIComponent(part).replaceAll(".", "%2E")).join(".");
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}

/** A version that is none means: whatever it is now. */
function count(text: string): number {
  const value = Number(text);
  return Number.isSafeInteger(value) && value >= 0 ? value : 0;
}
