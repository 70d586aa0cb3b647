import { contextOf, raw, send } from "../actions.ts";
import type { Patient } from "../api.ts";
import { summaryOf } from "../draw/quote.ts";
import { changed, houseNow, model } from "../model.ts";
import { mayDelete, mayEdit, type Entry } from "../read/chat.ts";
import { arrowKeys } from "../ui/arrow-keys.ts";
import { h } from "../ui/dom.ts";
import { areaField, formEnd, formOf, textIn } from "../ui/fields.ts";
import { icon, type IconName } from "../ui/icons.ts";
import { complain, openSheet, toast } from "../ui/sheet.ts";
import { words } from "../words.ts";
import { emojiRow, reactionEmojis } from "./emoji.ts";
import { forwardable, forwardOrder } from "./forward.ts";

/** What can be done with one message. */
export function openMessageMenu(entry: Entry, patient: Patient): void {
  const { message, isDeleted } = entry;
  const all = words();
  openSheet(all.messageMenu, (close) => {
    const item = (name: IconName, label: string, click: () => void): HTMLElement =>
      h(
        "button",
        {
          type: "button",
          class: "row line",
          click: () => {
            close();
            click();
          },
        },
        icon(name),
        label,
      );
    const react = (emoji: string): void => {
      close();
      void send(patient.id, { type: "reaction", emoji, messageId: message.id });
    };
    const forward = (often: boolean) => (): void =>
      void forwardOrder(message, often).then((order) => send(patient.id, order), complain);
    const now = houseNow();
    const items = [
      item("reply", all.answerThis, () => answer(entry, patient)),
      forwardable(message) && !isDeleted && item("forward", all.forward, forward(false)),
      forwardable(message) && !isDeleted && item("forward", all.forwardOften, forward(true)),
      item("copy", all.copyText, () => void copy(message.shown.text ?? message.text)),
      mayEdit(entry, now) && item("edit", all.edit, () => openEdit(entry, patient)),
      mayDelete(entry, now) &&
        item("bin", all.remove, () => {
          const revoke = { original_message_id: message.id };
          void send(patient.id, raw({ type: "revoke", revoke }));
        }),
      ownReaction(message.id, patient.id) && item("face", all.unreact, () => react("")),
    ].filter((each) => each !== false);
    const list = h("div", { class: "rows" }, ...items);
    arrowKeys(list, ".row");
    return [
      h("p", { class: "muted small clamp", dir: "auto" }, summaryOf(message)),
      emojiRow(reactionEmojis, all.react, react),
      list,
    ];
  });
}

function ownReaction(messageId: string, patientId: string): boolean {
  const last = model.threads
    .get(patientId)
    ?.findLast(
      ({ direction, shown }) => direction === "from_patient" && shown.reaction?.messageId === messageId,
    );
  return (last?.shown.reaction?.emoji ?? "") !== "";
}

function answer({ message }: Entry, patient: Patient): void {
  model.answering.set(patient.id, message.id);
  changed();
  document.querySelector<HTMLElement>(`.phone[data-patient="${CSS.escape(patient.id)}"] .box`)?.focus();
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast(words().copied);
  } catch (error) {
    complain(error);
  }
}

function openEdit({ message, editedText }: Entry, patient: Patient): void {
  const { edit, write, cancel, save } = words();
  openSheet(edit, (close) => {
    const area = areaField(write, { name: "text", required: true, maxlength: 4096, autofocus: true });
    const box = area.querySelector("textarea");
    if (box !== null) box.value = editedText ?? message.shown.text ?? "";
    return [
      formOf(
        (data) => {
          close();
          const text = { type: "text", text: { body: textIn(data, "text") } };
          const context =
            message.shown.contextId === undefined
              ? {}
              : { context: quotedBy(message.shown.contextId, patient) };
          const edited = { original_message_id: message.id, message: { ...text, ...context } };
          void send(patient.id, raw({ type: "edit", edit: edited }));
        },
        area,
        formEnd(cancel, close, save),
      ),
    ];
  });
}

function quotedBy(id: string, patient: Patient): Readonly<Record<string, unknown>> {
  const quoted = model.messages.get(id);
  return quoted === undefined ? { id } : contextOf(quoted, patient);
}
