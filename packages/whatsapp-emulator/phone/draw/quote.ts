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
export function summaryOf({ shown, text, type }: MessageView): string {
  const said = plainWords(shown.text ?? text).slice(0, 120);
  return said === "" ? kindName(type) : said;
}

export function kindName(type: string): string {
  const all: Readonly<Record<string, string | undefined>> = words();
  return all[`type_${type}`] ?? type;
}
