import type { MessageView } from "../api.ts";
import { textAt } from "./json.ts";

/** A message with what later ones made of it. */
export interface Entry {
  readonly message: MessageView;
  /** The newest reaction of each side, the business's first. */
  readonly reactions: readonly string[];
  readonly editedText?: string;
  readonly isDeleted: boolean;
}

/** The rows of a chat: reactions, edits and deletions are not rows, they change the row that they name. */
export function entriesOf(thread: readonly MessageView[]): readonly Entry[] {
  const reactions = new Map<string, Map<MessageView["direction"], string>>();
  const edits = new Map<string, string>();
  const deleted = new Set<string>();
  const rows: MessageView[] = [];
  for (const message of thread) {
    const { type, body, direction, shown } = message;
    if (type === "reaction") {
      const { messageId = "", emoji = "" } = shown.reaction ?? {};
      const bySide = reactions.get(messageId) ?? new Map<MessageView["direction"], string>();
      reactions.set(messageId, bySide.set(direction, emoji));
    } else if (type === "edit" && direction === "from_patient") {
      edits.set(textAt(body, "edit", "original_message_id") ?? "", editedText(body));
    } else if (type === "revoke" && direction === "from_patient") {
      deleted.add(textAt(body, "revoke", "original_message_id") ?? "");
    } else rows.push(message);
  }
  return rows.map((message) => {
    const bySide = reactions.get(message.id);
    const edited = edits.get(message.id);
    const found = [bySide?.get("to_patient") ?? "", bySide?.get("from_patient") ?? ""];
    return {
      message,
      reactions: found.filter((emoji) => emoji !== ""),
      ...(edited !== undefined && { editedText: edited }),
      isDeleted: deleted.has(message.id),
    };
  });
}

function editedText(body: unknown): string {
  const type = textAt(body, "edit", "message", "type") ?? "text";
  return (
    textAt(body, "edit", "message", type, "body") ?? textAt(body, "edit", "message", type, "caption") ?? ""
  );
}

const editMs = 15 * 60_000;
const deleteMs = 2 * 24 * 60 * 60_000;

/** WhatsApp lets a text be edited for 15 minutes and a message be deleted for two days. */
export function mayEdit({ message, isDeleted }: Entry, now: number): boolean {
  const isText = message.type === "text" && message.direction === "from_patient";
  return isText && !isDeleted && now - Date.parse(message.at) < editMs;
}

export function mayDelete({ message, isDeleted }: Entry, now: number): boolean {
  return message.direction === "from_patient" && !isDeleted && now - Date.parse(message.at) < deleteMs;
}
