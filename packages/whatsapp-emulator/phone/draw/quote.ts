import type { MessageView } from "../api.ts";
import { businessIn, model } from "../model.ts";
import { plainWords } from "../read/markup.ts";
import { h, isolated } from "../ui/dom.ts";
import { words } from "../words.ts";

/** The message that this one answers; nothing when it answers none, a word when that one is gone. */
export function quoteElement(contextId: string | undefined): HTMLElement | undefined {
  if (contextId === undefined) return undefined;
  const quoted = model.messages.get(contextId);
  const lines =
    quoted === undefined
      ? [h("em", {}, words().quotedGone)]
      : [h("strong", {}, isolated(authorOf(quoted))), h("span", { dir: "auto" }, summaryOf(quoted))];
  return h("blockquote", { class: "quote small" }, ...lines);
}

export function authorOf(message: MessageView): string {
  return message.direction === "from_patient" ? words().you : businessIn(message).verifiedName;
}

/** A message in a line. */
export function summaryOf({ shown, type }: MessageView): string {
  const isNamed = type !== "contacts" && type !== "unsupported";
  const said = isNamed ? plainWords(shown.text ?? "").slice(0, 120) : "";
  const other = shown.reaction?.emoji ?? shown.media?.filename ?? shown.location?.name;
  return [said, other].find((each) => each !== undefined && each !== "") ?? kindName(type);
}

export function kindName(type: string): string {
  const all: Readonly<Record<string, string | undefined>> = words();
  return all[`type_${type}`] ?? type;
}
