import type { Patient } from "../api.ts";
import type { Entry } from "../read/chat.ts";
import { contentOf, type Content } from "../read/content.ts";
import { h, isolated, unseen } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { timeOf } from "../ui/time.ts";
import { words } from "../words.ts";
import { openMessageMenu } from "../write/message-menu.ts";
import {
  answersElement,
  contactsElement,
  orderElement,
  placeElement,
  previewElement,
  referralElement,
} from "./cards.ts";
import { choices } from "./choices.ts";
import { mediaElement } from "./media.ts";
import { authorOf, kindName, quoteElement } from "./quote.ts";
import { richText } from "./rich-text.ts";
import { ticks, troubleOf } from "./ticks.ts";

/** One message of the chat, as the patient sees it. */
export function bubble(entry: Entry, patient: Patient): HTMLElement {
  const { message, reactions, editedText, isDeleted } = entry;
  const isOwn = message.direction === "from_patient";
  const content = { ...contentOf(message), ...(editedText !== undefined && { text: editedText }) };
  const trouble = troubleOf(message);
  const { edited, messageMenu } = words();
  const author = authorOf(message);
  const time = timeOf(message.at, patient.timeZone);
  const menu = h(
    "button",
    {
      type: "button",
      class: "bubble-menu",
      tabindex: -1,
      "aria-label": messageMenu,
      "aria-haspopup": "dialog",
      click: () => openMessageMenu(entry, patient),
    },
    icon("more"),
  );
  const box = h(
    "div",
    { class: `bubble${content.media?.kind === "sticker" ? " bare" : ""}` },
    ...(isDeleted ? [deleted()] : inside(content, message.shown.contextId, patient)),
    h(
      "p",
      { class: "meta" },
      editedText !== undefined && !isDeleted && h("span", {}, edited),
      h("time", { datetime: message.at }, time),
      isOwn && ticks(message.status),
    ),
    menu,
    reactions.length > 0 &&
      h("span", { class: "reaction" }, unseen(words().reactions), ...new Set(reactions)),
  );
  return h(
    "article",
    {
      class: `message ${isOwn ? "own" : "theirs"} ${trouble?.kind ?? ""}`.trim(),
      "data-id": message.id,
      tabindex: -1,
      "aria-label": `${author}, ${time}`,
      keydown: (event) => {
        const isOnItself = event.target === event.currentTarget;
        if (!isOnItself || !(event instanceof KeyboardEvent) || event.key !== "Enter") return;
        event.preventDefault();
        openMessageMenu(entry, patient);
      },
    },
    box,
    trouble === undefined
      ? !isDeleted && choices(content, message, patient)
      : h(
          "p",
          { class: "trouble small" },
          icon(trouble.kind === "failed" ? "warning" : "hold"),
          h("span", {}, trouble.text),
        ),
  );
}

function inside(
  content: Content,
  contextId: string | undefined,
  patient: Patient,
): readonly (Node | false)[] {
  const { header, media, place, contacts, text, footer, preview, referral, order, answers, notice } = content;
  const draws: readonly (Node | false | undefined)[] = [
    forwardMark(content.forwarded),
    quoteElement(contextId),
    referral && referralElement(referral),
    header !== undefined && h("p", { class: "bubble-head", dir: "auto" }, header),
    media && !notice && mediaElement(media, patient.timeZone),
    place && placeElement(place),
    preview !== undefined && URL.canParse(preview) && previewElement(preview),
    contacts && contactsElement(contacts),
    text !== undefined && text !== "" && richText(text),
    order && orderElement(order),
    answers && answersElement(answers),
    notice && noticeElement(notice),
    footer !== undefined && h("p", { class: "bubble-foot", dir: "auto" }, footer),
  ];
  return draws.map((node) => node ?? false);
}

function forwardMark(forwarded: Content["forwarded"]): HTMLElement | undefined {
  if (forwarded === undefined) return undefined;
  const { forwarded: once, forwardedOften } = words();
  return h("p", { class: "mark small" }, icon("forward"), forwarded === "often" ? forwardedOften : once);
}

function deleted(): HTMLElement {
  return h("p", { class: "mark" }, icon("block"), words().deleted);
}

function noticeElement({ kind, what = "" }: NonNullable<Content["notice"]>): HTMLElement {
  const { unsupported, lost } = words();
  const text = { unsupported, lost }[kind];
  const name = kind === "lost" ? kindName(what) : what;
  return h(
    "p",
    { class: "mark" },
    icon("info"),
    h("span", {}, text, name !== "" && " · ", name !== "" && isolated(name)),
  );
}
