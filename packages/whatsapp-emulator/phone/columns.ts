import { createChat, type Chat, type ChatDoors } from "./draw/chat.ts";
import { model, patientOf } from "./model.ts";
import { h } from "./ui/dom.ts";
import { icon } from "./ui/icons.ts";
import { words } from "./words.ts";

export interface Columns {
  paint(): void;
  focus(patientId: string): void;
}

/** The open phones, side by side. A phone that stays open is never drawn anew, so what was written in it stays. */
export function createColumns(place: HTMLElement, doors: ChatDoors): Columns {
  const chats = new Map<string, Chat>();
  const nobody = h("div", { class: "nobody" });
  return {
    paint: () => {
      place.setAttribute("aria-label", words().phones);
      place.dataset["count"] = String(model.open.length);
      for (const [id, { place: phone }] of chats) {
        if (model.open.includes(id)) continue;
        phone.remove();
        chats.delete(id);
      }
      for (const [index, id] of model.open.entries()) {
        const patient = patientOf(id);
        if (patient === undefined) continue;
        const chat = chats.get(id) ?? createChat(id, doors);
        if (place.children[index] !== chat.place)
          place.insertBefore(chat.place, place.children[index] ?? null);
        chats.set(id, chat);
        chat.place.classList.toggle("active", id === model.selected);
        chat.paint(patient);
      }
      if (model.open.length > 0) return nobody.remove();
      nobody.replaceChildren(
        h("span", { class: "nobody-mark" }, icon("person")),
        h("p", {}, words().pickPatient),
      );
      place.append(nobody);
    },
    focus: (patientId) => chats.get(patientId)?.focusBox(),
  };
}
