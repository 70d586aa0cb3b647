import { contextOf, raw, say, send } from "../actions.ts";
import type { Patient } from "../api.ts";
import { businessOf, chatOf } from "../model.ts";
import { arrowKeys } from "../ui/arrow-keys.ts";
import { h } from "../ui/dom.ts";
import { formEnd, formOf, textField, textIn } from "../ui/fields.ts";
import { icon, type IconName } from "../ui/icons.ts";
import { openSheet } from "../ui/sheet.ts";
import { words } from "../words.ts";
import { oddTexts } from "./odd-texts.ts";

/** For who builds the clinic's side: what phones send seldom, or only when something is wrong. */
export function openRare(patient: Patient): void {
  const all = words();
  openSheet(all.rare, (close) => {
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
    const plain = (message: Readonly<Record<string, unknown>>) => (): void =>
      void send(patient.id, raw(message));
    const list = h(
      "div",
      { class: "rows" },
      item("ad", all.fromAdvertisement, plain(referral(all.fromAdText))),
      item("cart", all.order, plain(order())),
      item("list", all.poll, () => void send(patient.id, { type: "unsupported", kind: "poll_creation" })),
      item("warning", all.tooLargeFile, plain(lostFile())),
      item("reply", all.neverOffered, () => openNeverOffered(patient)),
      item("more", all.twenty, () => {
        for (let index = 1; index <= 20; index += 1)
          void send(patient.id, { type: "text", text: `${index}/20` });
      }),
      h("h3", { class: "rows-title" }, all.oddTexts),
      ...oddTexts(all).map(({ label, text }) =>
        item("document", label, () => void say(patient.id, { type: "text", text })),
      ),
    );
    arrowKeys(list, ".row");
    return [list];
  });
}

function referral(text: string): Readonly<Record<string, unknown>> {
  return {
    type: "text",
    text: { body: text },
    referral: {
      source_url: "https://fb.example/ad/7",
      source_type: "ad",
      source_id: "120200000000007",
      headline: "Skin check in 20 minutes",
      body: "Book a visit with a dermatologist",
      media_type: "image",
      image_url: "https://fb.example/ad/7.jpg",
      ctwa_clid:
        "ARAkLkA8rmlFeiCktEJQ-QTwRiyYHAFDLMNDBH0CD3qpjd0HR4irJ6LEkR7JwFF4XvnO2E4Nx0-eM-GABDLOPaOdRMv-_zfUQ2a",
    },
  };
}

function order(): Readonly<Record<string, unknown>> {
  const items = [
    { product_retailer_id: "vitamin-d-30", quantity: 2, item_price: 7.5, currency: "EUR" },
    { product_retailer_id: "bandage", quantity: 1, item_price: 3.2, currency: "EUR" },
  ];
  return { type: "order", order: { catalog_id: "194836987003835", text: "", product_items: items } };
}

/** Files over 100 MB do not reach the business: it is told that there was one. */
function lostFile(): Readonly<Record<string, unknown>> {
  const details = "Media file size is too big. Max file size is 100 MB.";
  const title = "Media download error";
  return { type: "video", errors: [{ code: 131052, title, message: title, error_data: { details } }] };
}

/** An answer to the newest message of the business with an id that it does not hold. */
function openNeverOffered(patient: Patient): void {
  const { neverOffered, rowId, rowTitle, cancel, send: sendWord } = words();
  openSheet(neverOffered, (close) => [
    formOf(
      (data) => {
        close();
        const last = chatOf(patient.id).findLast(({ direction }) => direction === "to_patient");
        const reply = { id: textIn(data, "id"), title: textIn(data, "title") };
        void send(
          patient.id,
          raw({
            type: "interactive",
            ...(last !== undefined && { context: contextOf(last, patient) }),
            interactive: { type: "list_reply", list_reply: reply },
          }),
        );
      },
      textField(rowId, {
        name: "id",
        required: true,
        maxlength: 200,
        dir: "ltr",
        value: "slot:never-offered",
        autofocus: true,
      }),
      textField(rowTitle, {
        name: "title",
        required: true,
        maxlength: 24,
        value: businessOf(patient.id).verifiedName.slice(0, 24) || "09:00",
      }),
      formEnd(cancel, close, sendWord),
    ),
  ]);
}
