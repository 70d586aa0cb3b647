import { at, textAt } from "../loose.ts";
import type { Content } from "./content.ts";

/** Reads an edit or a revocation; one that does not say of which message is kept as something else. */
export function correctionOf(body: unknown, type: "edit" | "revoke"): Content {
  const originalId = textAt(body, "original_message_id");
  if (originalId === undefined) return { kind: "other" };
  const isRevoked = type === "revoke";
  const text = isRevoked ? "" : newText(at(body, "message"));
  return { kind: "correction", text, correction: { originalId, isRevoked, text } };
}

/** What is edited is a text, or the caption of a file. */
function newText(message: unknown): string {
  const type = textAt(message, "type") ?? "";
  return textAt(message, type, "body") ?? textAt(message, type, "caption") ?? "";
}
