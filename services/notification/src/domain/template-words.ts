import type { Seen } from "./template-record.ts";

type State = NonNullable<Seen["state"]>;

// Of lists and of webhooks. What is being looked at again after a refusal is still refused.
const states: Readonly<Record<string, State>> = {
  APPROVED: "approved",
  REINSTATED: "approved",
  UNARCHIVED: "approved",
  PENDING: "submitted",
  REJECTED: "rejected",
  IN_APPEAL: "rejected",
  LIMIT_EXCEEDED: "rejected",
  PAUSED: "paused",
  LOCKED: "paused",
  DISABLED: "disabled",
  ARCHIVED: "disabled",
  PENDING_DELETION: "disabled",
  DELETED: "disabled",
};

/** Where WhatsApp's word for it puts a template; undefined: nowhere else than it is (FLAGGED warns, and it still goes). */
export function stateOfWord(word: string): State | undefined {
  return states[word.toUpperCase()];
}

const words: Readonly<Record<string, string>> = {
  ABUSIVE_CONTENT: "WhatsApp takes its words for abusive",
  INVALID_FORMAT: "WhatsApp does not take its form",
  PROMOTIONAL: "WhatsApp takes it for advertising",
  TAG_CONTENT_MISMATCH: "WhatsApp takes it for another language or category than it says",
  INCORRECT_CATEGORY: "WhatsApp takes it for another category than it says",
  CATEGORY_NOT_AVAILABLE: "the account may not have templates of this category",
  SCAM: "WhatsApp takes it for a fraud",
  FIRST_PAUSE: "paused for three hours, as people did not like it",
  SECOND_PAUSE: "paused for six hours, as people did not like it again",
  RATE_LIMITING_PAUSE: "paused for a while: sent to too many at once",
};

/** WhatsApp's reason in words that staff understand; its own words where it gives more than one of its capitals. */
export function reasonInWords(...given: readonly (string | undefined)[]): string {
  const said = given.filter((each) => each !== undefined && each !== "" && each.toUpperCase() !== "NONE");
  return said.map((each) => words[each ?? ""] ?? each).join(": ");
}
