import type { Patient } from "../api.ts";
import { houseNow, model, threadOf, unreadCount } from "../model.ts";
import { arrowKeys } from "../ui/arrow-keys.ts";
import { h, isolated, unseen } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { keepingFocus } from "../ui/keeping-focus.ts";
import { addressOf, avatar } from "../ui/person-mark.ts";
import { dayKey, dayName, timeOf } from "../ui/time.ts";
import { languages, pageLanguage, switchLanguage, words } from "../words.ts";
import { openNewPatient } from "../write/new-patient.ts";
import { summaryOf } from "./quote.ts";

export interface PeopleDoors {
  /** Opens this phone in the place of the one in use. */
  readonly choose: (patientId: string) => void;
  /** Opens it beside the others, or closes it. */
  readonly toggle: (patientId: string) => void;
  readonly openTools: () => void;
  readonly repaint: () => void;
}

/** The list of patients, newest talk first. */
export function renderPeople(place: HTMLElement, doors: PeopleDoors): void {
  const { title, tagline, people, newPatient, noPeople, tools } = words();
  const lastCursor = (patient: Patient): number => threadOf(patient.id).at(-1)?.cursor ?? 0;
  const sorted = model.patients.toSorted((one, other) => lastCursor(other) - lastCursor(one));
  const list = h("ul", { class: "person-list" }, ...sorted.map((patient) => person(patient, doors)));
  arrowKeys(list, ".person");
  place.setAttribute("aria-label", people);
  keepingFocus(place, () =>
    place.replaceChildren(
      h(
        "header",
        { class: "brand" },
        h("div", {}, h("h1", {}, title), h("p", { class: "muted" }, tagline)),
        languageChoice(doors.repaint),
      ),
      h(
        "div",
        { class: "people-actions" },
        h(
          "button",
          { type: "button", class: "primary", "data-key": "new", click: () => openNewPatient(doors.choose) },
          icon("plus"),
          newPatient,
        ),
        h(
          "button",
          {
            type: "button",
            class: "quiet tools-button",
            "data-key": "tools",
            "aria-haspopup": "dialog",
            click: doors.openTools,
          },
          icon("tools"),
          tools,
        ),
      ),
      sorted.length === 0 ? h("p", { class: "muted hint" }, noPeople) : list,
    ),
  );
}

function languageChoice(repaint: () => void): HTMLElement {
  const select = h(
    "select",
    {
      class: "language",
      "data-key": "language",
      "aria-label": words().pageLanguage,
      change: () => {
        switchLanguage(select.value);
        repaint();
      },
    },
    ...languages.map(({ key, name }) =>
      h("option", { value: key, lang: key, selected: key === pageLanguage() }, name),
    ),
  );
  return select;
}

function person(patient: Patient, { choose, toggle }: PeopleDoors): HTMLElement {
  const last = threadOf(patient.id).at(-1);
  const isOpen = model.open.includes(patient.id);
  const unread = isOpen ? 0 : unreadCount(patient.id);
  const preview = last === undefined ? addressOf(patient) : isolated(summaryOf(last));
  const isCurrent = patient.id === model.selected;
  return h(
    "li",
    { class: isCurrent ? "current" : isOpen ? "open" : "" },
    h(
      "button",
      {
        type: "button",
        class: "person",
        "data-key": patient.id,
        "aria-current": isCurrent && "true",
        click: () => choose(patient.id),
      },
      avatar(patient.name),
      h(
        "span",
        { class: "person-text" },
        h(
          "span",
          { class: "person-line" },
          h("strong", {}, isolated(patient.name)),
          h("span", { class: "muted small" }, last === undefined ? "" : momentOf(last.at, patient)),
        ),
        h(
          "span",
          { class: "person-line" },
          h("span", { class: "muted small preview", dir: "auto" }, preview),
          unread > 0 && h("span", { class: "badge" }, String(unread), unseen(` ${words().unread}`)),
        ),
      ),
    ),
    h(
      "button",
      {
        type: "button",
        class: "round beside",
        "data-key": `beside-${patient.id}`,
        "aria-pressed": String(isOpen),
        "aria-label": `${words().beside}: ${patient.name}`,
        title: words().beside,
        click: () => toggle(patient.id),
      },
      icon("beside"),
    ),
  );
}

function momentOf(at: string, { timeZone }: Patient): string {
  const now = houseNow();
  const isToday = dayKey(at, timeZone) === dayKey(now, timeZone);
  return isToday ? timeOf(at, timeZone) : dayName(at, timeZone, now);
}
