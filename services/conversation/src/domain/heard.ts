import { readTap } from "./choice-id.ts";
import { understand } from "./understand.ts";
import type { Want } from "./thread.ts";

/** A message as the dialogue hears it. */
export type Heard = (
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "choice"; readonly id: string; readonly text: string }
  | { readonly kind: "media"; readonly text: string; readonly isTooLarge: boolean }
  | { readonly kind: Exclude<HeardKind, "text" | "choice" | "media">; readonly text: string }
) & {
  /** Written in a group, where everybody would read an answer. */
  readonly isInGroup: boolean;
};

export type HeardKind =
  | "text"
  | "choice"
  | "media"
  | "location"
  | "contacts"
  | "reaction"
  | "system"
  | "form"
  | "order"
  | "correction"
  | "unsupported"
  | "other";

const wants: readonly string[] = ["book", "visits", "move", "cancel", "confirm"] satisfies Want[];

/** What a message asks for, to be remembered while something else has to be asked first. */
export function wantIn(heard: Heard): Want | undefined {
  if (heard.kind !== "choice") return asWant(understand(heard.text));
  const tap = readTap(heard.id);
  switch (tap.kind) {
    case "menu":
      return asWant(tap.item);
    case "appt":
      return asWant(tap.verb) ?? "visits";
    case "visit-type":
    case "time":
    case "more":
    case "days":
    case "more-days":
    case "day":
    case "book":
    case "other-time":
      return "book";
    case "move-to":
      return "move";
    case "consent":
    case "opt-in":
    case "drop":
    case "unknown":
      return undefined;
  }
}

function asWant(word: string): Want | undefined {
  return wants.includes(word) ? (word as Want) : undefined;
}
