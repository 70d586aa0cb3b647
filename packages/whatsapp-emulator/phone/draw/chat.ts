import { say } from "../actions.ts";
import type { Patient } from "../api.ts";
import { businessOf, changed, chatOf, houseNow, model } from "../model.ts";
import { h, isolated, unseen } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { addressOf, avatar } from "../ui/person-mark.ts";
import { timeOf } from "../ui/time.ts";
import { pageLanguage, startersFor, words } from "../words.ts";
import { createComposer } from "../write/composer.ts";
import { createThread } from "./thread.ts";

export interface Chat {
  readonly place: HTMLElement;
  paint(patient: Patient): void;
  focusBox(): void;
}

export interface ChatDoors {
  /** Back to the list of patients. */
  readonly leave: () => void;
  /** Closes this phone, where several are open. */
  readonly close: (patientId: string) => void;
  readonly openTools: () => void;
  readonly touched: (patientId: string) => void;
}

/** A patient's phone: who it talks to, the thread, the text box. */
export function createChat(patientId: string, doors: ChatDoors): Chat {
  const place = h("section", { class: "phone", "data-patient": patientId });
  const log = h("div", { class: "log", role: "log", tabindex: 0, "aria-live": "off" });
  const thread = createThread(log);
  const composer = createComposer(patientId, () => thread.toEnd());
  const starters = h("div", { class: "starters" });
  const strip = h("p", { class: "strip small", hidden: true });
  let framedFor = "";
  place.addEventListener("focusin", () => doors.touched(patientId));

  const frame = (patient: Patient): void => {
    const { conversation, messageKeys } = words();
    log.setAttribute("aria-label", conversation);
    log.setAttribute("aria-description", messageKeys);
    place.setAttribute("aria-label", `${patient.name}: ${conversation}`);
    place.replaceChildren(head(patient, doors), strip, log, starters, composer.element);
    composer.frame();
  };

  return {
    place,
    paint: (patient) => {
      const frameKey = JSON.stringify([pageLanguage(), businessOf(patientId), model.numbers.length, patient]);
      if (frameKey !== framedFor) {
        const isNew = framedFor === "";
        framedFor = frameKey;
        frame(patient);
        if (isNew) thread.toEnd();
      }
      thread.paint(patient);
      composer.paint();
      paintStrip(strip, patient);
      paintStarters(starters, patient);
      for (const clock of place.querySelectorAll("[data-clock]"))
        clock.textContent = timeOf(houseNow(), patient.timeZone);
    },
    focusBox: () => composer.focus(),
  };
}

function head(patient: Patient, { leave, close, openTools }: ChatDoors): HTMLElement {
  const { back, as, tools, closePhone } = words();
  const { verifiedName } = businessOf(patient.id);
  return h(
    "header",
    { class: "phone-head" },
    h("button", { type: "button", class: "round back", "aria-label": back, click: leave }, icon("back")),
    avatar(verifiedName),
    h(
      "div",
      { class: "phone-title" },
      h("h1", {}, isolated(verifiedName)),
      h("p", { class: "small" }, `${as} `, isolated(patient.name)),
      h("p", { class: "small" }, addressOf(patient)),
      model.numbers.length > 1 && numberChoice(patient),
    ),
    h(
      "button",
      { type: "button", class: "round tools-button", "aria-haspopup": "dialog", click: openTools },
      icon("tools"),
      unseen(tools),
      h("span", { class: "small", "data-clock": "time" }),
    ),
    h(
      "button",
      {
        type: "button",
        class: "round close-phone",
        "aria-label": `${closePhone}: ${patient.name}`,
        click: () => close(patient.id),
      },
      icon("close"),
    ),
  );
}

/** The business's numbers, each a chat of its own. */
function numberChoice(patient: Patient): HTMLElement {
  const open = businessOf(patient.id).phoneNumberId;
  const select = h(
    "select",
    {
      class: "numbers",
      "aria-label": words().writesTo,
      change: () => {
        model.openAt.set(patient.id, select.value);
        model.answering.delete(patient.id);
        changed();
      },
    },
    ...model.numbers.map(({ phoneNumberId, displayPhoneNumber, verifiedName }) =>
      h(
        "option",
        { value: phoneNumberId, selected: phoneNumberId === open },
        `${verifiedName} · \u2066+${displayPhoneNumber.replaceAll(/\D/g, "")}\u2069`,
      ),
    ),
  );
  return select;
}

/** What makes this phone unlike others. */
function paintStrip(strip: HTMLElement, patient: Patient): void {
  const all: Readonly<Record<string, string | undefined>> = words();
  const text = all[`strip_${patient.state}`];
  strip.hidden = text === undefined;
  if (strip.textContent !== (text ?? "")) strip.textContent = text ?? "";
}

function paintStarters(place: HTMLElement, patient: Patient): void {
  const isNew = chatOf(patient.id).length === 0;
  if (!isNew) return place.replaceChildren();
  const shownFor = pageLanguage() + patient.language;
  if (place.dataset["for"] === shownFor && place.childElementCount > 0) return;
  place.dataset["for"] = shownFor;
  place.replaceChildren(
    h("p", { class: "muted small" }, words().empty),
    ...startersFor(patient.language).map((text) =>
      h(
        "button",
        {
          type: "button",
          class: "starter",
          lang: patient.language,
          dir: "auto",
          click: () => void say(patient.id, { type: "text", text }),
        },
        text,
      ),
    ),
  );
}
