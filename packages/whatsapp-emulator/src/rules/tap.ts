import { Fault } from "@careline/faults";
import type { Json } from "./json.ts";
import type { Message } from "../state/model.ts";
import type { ShownButton } from "./shown.ts";

export interface Tap {
  readonly type: "button" | "button_reply" | "list_reply";
  readonly id?: string;
  readonly title?: string;
  /** Only on this message; otherwise on the newest that offers it. */
  readonly contextId?: string;
}

export interface Tapped {
  readonly contextId: string;
  readonly type: string;
  readonly content: Json;
}

/** Finds what the patient taps, by id or by title, and what WhatsApp makes of it. */
export function tapped(tap: Tap, newestFirst: Iterable<Message>): Tapped {
  if (tap.id === undefined && tap.title === undefined)
    throw new Fault("invalid", "a tap needs an id, a payload or a title");
  for (const message of newestFirst) {
    if (message.direction !== "to_patient" || (tap.contextId ?? message.id) !== message.id) continue;
    const found = onButtons(tap, message) ?? onRows(tap, message);
    if (found !== undefined) return { contextId: message.id, ...found };
  }
  throw new Fault("missing", "no message offers this to the patient");
}

function onButtons(tap: Tap, message: Message): Omit<Tapped, "contextId"> | undefined {
  if (tap.type === "list_reply") return undefined;
  const kinds: readonly ShownButton["kind"][] = tap.type === "button" ? ["reply", "quick_reply"] : ["reply"];
  const button = message.shown.buttons?.find(
    (each) => kinds.includes(each.kind) && matches(tap, each.id, each.title),
  );
  if (button === undefined) return undefined;
  const { id = button.title, title } = button;
  return button.kind === "quick_reply"
    ? { type: "button", content: { payload: id, text: title } }
    : { type: "interactive", content: { type: "button_reply", button_reply: { id, title } } };
}

function onRows(tap: Tap, message: Message): Omit<Tapped, "contextId"> | undefined {
  if (tap.type === "button_reply") return undefined;
  const rows = (message.shown.list?.sections ?? []).flatMap((section) => section.rows);
  const row = rows.find((each) => matches(tap, each.id, each.title));
  return row && { type: "interactive", content: { type: "list_reply", list_reply: row } };
}

function matches(tap: Tap, id: string | undefined, title: string): boolean {
  return tap.id === undefined ? title === tap.title : id === tap.id;
}
