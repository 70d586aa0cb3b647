import { mediaElement, placeElement } from "./attachment.ts";
import { say } from "./actions.ts";
import type { MessageView, Patient } from "./api.ts";
import { h, icon } from "./dom.ts";
import { model } from "./model.ts";
import { piecesOf } from "./markup.ts";
import { richText } from "./rich-text.ts";
import { openSheet } from "./sheet.ts";
import { timeOf } from "./time.ts";
import { words } from "./words.ts";

type Button = NonNullable<MessageView["shown"]["buttons"]>[number];

/** One message of the chat, as the patient sees it. */
export function bubble(message: MessageView, patient: Patient, emoji: string | undefined): HTMLElement {
  const { shown, direction } = message;
  const isOwn = direction === "from_patient";
  const isFailed = message.status === "failed";
  const { you, notDelivered } = words();
  const box = h(
    "div",
    { class: "bubble" },
    quote(shown.contextId),
    shown.header !== undefined && h("p", { class: "bubble-head" }, shown.header),
    shown.media && mediaElement(shown.media, patient.timeZone),
    shown.location && placeElement(shown.location),
    shown.text !== undefined && shown.text !== "" && richText(shown.text),
    shown.footer !== undefined && h("p", { class: "bubble-foot" }, shown.footer),
    h(
      "p",
      { class: "meta" },
      h("time", { datetime: message.at }, timeOf(message.at, patient.timeZone)),
      isOwn && ticks(message.status),
    ),
    emoji !== undefined && emoji !== "" && h("span", { class: "reaction" }, emoji),
  );
  const code = message.statuses.find((each) => each.code !== undefined)?.code;
  return h(
    "article",
    {
      class: `message ${isOwn ? "own" : "theirs"}${isFailed ? " failed" : ""}`,
      "data-id": message.id,
      "aria-label": isOwn ? you : model.business.name,
    },
    box,
    ...(isFailed
      ? [
          h(
            "p",
            { class: "failure small" },
            icon("warning"),
            `${notDelivered}${code === undefined ? "" : ` · ${code}`}`,
          ),
        ]
      : choices(message)),
  );
}

function ticks(status: MessageView["status"]): HTMLElement {
  const name = status === "sent" ? "tick" : "ticks";
  return h(
    "span",
    { class: `ticks ${status}` },
    icon(name),
    h("span", { class: "unseen" }, words()[`status_${status}`]),
  );
}

function quote(contextId: string | undefined): HTMLElement | undefined {
  const quoted = model.messages.get(contextId ?? "");
  if (quoted === undefined) return undefined;
  const author = quoted.direction === "from_patient" ? words().you : model.business.name;
  return h(
    "blockquote",
    { class: "quote small" },
    h("strong", {}, author),
    h("span", {}, plainWords(quoted.shown.text ?? quoted.text).slice(0, 120)),
  );
}

function plainWords(text: string): string {
  return piecesOf(text)
    .map((piece) => piece.text)
    .join("");
}

function choices(message: MessageView): readonly HTMLElement[] {
  const { buttons, list } = message.shown;
  const actions = (buttons ?? []).map((button) => action(button, message.id));
  if (list !== undefined) {
    const open = (): void => openList(message);
    actions.push(
      h(
        "button",
        { type: "button", class: "choice", "aria-haspopup": "dialog", click: open },
        icon("list"),
        list.button,
      ),
    );
  }
  return actions.length === 0 ? [] : [h("div", { class: "choices" }, ...actions)];
}

function action(button: Button, contextId: string): HTMLElement {
  switch (button.kind) {
    case "reply":
    case "quick_reply": {
      const tap = (): void => void say({ type: "button", id: button.id ?? button.title, contextId });
      return h("button", { type: "button", class: "choice", click: tap }, icon("reply"), button.title);
    }
    case "url":
    case "phone":
      return h(
        "a",
        { class: "choice", href: button.url ?? "#", target: "_blank", rel: "noopener noreferrer" },
        icon("link"),
        button.title,
      );
    case "location": {
      const share = (): void => void say({ type: "location", contextId });
      return h("button", { type: "button", class: "choice", click: share }, icon("pin"), words().location);
    }
    case "other": {
      const share = (): void => void say({ type: "contacts", contextId });
      return h("button", { type: "button", class: "choice", click: share }, icon("person"), button.title);
    }
  }
}

function openList(message: MessageView): void {
  const { list } = message.shown;
  if (list === undefined) return;
  openSheet(list.button || words().choose, (close) =>
    list.sections.map((section, index) =>
      h(
        "section",
        { class: "rows", "aria-labelledby": section.title === undefined ? undefined : `rows-${index}` },
        section.title !== undefined && h("h3", { id: `rows-${index}`, class: "rows-title" }, section.title),
        ...section.rows.map((row) =>
          h(
            "button",
            {
              type: "button",
              class: "row",
              click: () => {
                close();
                void say({ type: "list_reply", id: row.id, contextId: message.id });
              },
            },
            h("strong", {}, row.title),
            row.description !== undefined && h("span", { class: "muted small" }, row.description),
          ),
        ),
      ),
    ),
  );
}
