import type { Patient } from "./api.ts";
import { h, icon } from "./dom.ts";
import { houseNow, model, threadOf, unreadCount } from "./model.ts";
import { openNewPatient } from "./new-patient.ts";
import { dayKey, dayName, timeOf } from "./time.ts";
import { switchLanguage, words } from "./words.ts";

/** The list of patients, newest talk first. */
export function renderPeople(
  place: HTMLElement,
  choose: (patientId: string) => void,
  repaint: () => void,
): void {
  const { title, tagline, people, newPatient, otherLanguage, noPeople } = words();
  const focused = document.activeElement?.getAttribute("data-patient");
  const lastCursor = (patient: Patient): number => threadOf(patient.id).at(-1)?.cursor ?? 0;
  const sorted = model.patients.toSorted((one, other) => lastCursor(other) - lastCursor(one));
  const switcher = h(
    "button",
    {
      type: "button",
      class: "quiet",
      lang: otherLanguage === "English" ? "en" : "es",
      click: () => {
        switchLanguage();
        repaint();
      },
    },
    icon("globe"),
    otherLanguage,
  );
  place.setAttribute("aria-label", people);
  place.replaceChildren(
    h(
      "header",
      { class: "brand" },
      h("div", {}, h("h1", {}, title), h("p", { class: "muted" }, tagline)),
      switcher,
    ),
    h(
      "button",
      { type: "button", class: "primary wide", click: () => openNewPatient(choose) },
      icon("plus"),
      newPatient,
    ),
    sorted.length === 0
      ? h("p", { class: "muted hint" }, noPeople)
      : h("ul", { class: "person-list" }, ...sorted.map((patient) => h("li", {}, person(patient, choose)))),
  );
  if (typeof focused === "string") {
    place.querySelector<HTMLElement>(`[data-patient="${CSS.escape(focused)}"]`)?.focus();
  }
}

function person(patient: Patient, choose: (patientId: string) => void): HTMLElement {
  const last = threadOf(patient.id).at(-1);
  const unread = patient.id === model.selected ? 0 : unreadCount(patient.id);
  const now = houseNow();
  const isToday = last !== undefined && dayKey(last.at, patient.timeZone) === dayKey(now, patient.timeZone);
  const when =
    last === undefined
      ? ""
      : isToday
        ? timeOf(last.at, patient.timeZone)
        : dayName(last.at, patient.timeZone, now);
  const preview = last === undefined ? addressOf(patient) : last.text.replaceAll("\n", " ");
  return h(
    "button",
    {
      type: "button",
      class: "person",
      "data-patient": patient.id,
      "aria-current": patient.id === model.selected ? "true" : undefined,
      click: () => choose(patient.id),
    },
    avatar(patient.name),
    h(
      "span",
      { class: "person-text" },
      h(
        "span",
        { class: "person-line" },
        h("strong", {}, patient.name),
        h("span", { class: "muted small" }, when),
      ),
      h(
        "span",
        { class: "person-line" },
        h("span", { class: "muted small preview" }, preview),
        unread > 0 &&
          h("span", { class: "badge" }, String(unread), h("span", { class: "unseen" }, ` ${words().unread}`)),
      ),
    ),
  );
}

export function addressOf(patient: Patient): string {
  if (patient.phone !== null) return `+${patient.phone}`;
  return patient.username === undefined ? words().hiddenPhone : `@${patient.username}`;
}

const hues = 6;

/** Initials on a colour that belongs to the name. */
export function avatar(name: string): HTMLElement {
  const initials = name
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => Array.from(part)[0] ?? "")
    .join("");
  const sum = Array.from(name).reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return h("span", { class: `avatar hue-${sum % hues}`, "aria-hidden": "true" }, initials.toUpperCase());
}
