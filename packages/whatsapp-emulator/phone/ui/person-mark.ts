import type { Patient } from "../api.ts";
import { words } from "../words.ts";
import { h, leftToRight } from "./dom.ts";

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

/** The number or user name that a patient is written to by. */
export function addressOf(patient: Patient): HTMLElement {
  if (patient.phone !== null) return leftToRight(`+${patient.phone}`);
  return patient.username === undefined
    ? h("span", {}, words().hiddenPhone)
    : leftToRight(`@${patient.username}`);
}
