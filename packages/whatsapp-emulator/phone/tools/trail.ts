import type { MessageView } from "../api.ts";
import { kindName } from "../draw/quote.ts";
import { chatOf, selectedPatient } from "../model.ts";
import { h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { timeOf } from "../ui/time.ts";
import { words } from "../words.ts";

const shownMessages = 12;

/** What the business sees of this chat: kinds and statuses, newest first. */
export function trailPanel(): HTMLElement {
  const panel = h(
    "div",
    { class: "stack" },
    h("p", { class: "muted small" }, words().behindHint),
    h("ol", { class: "trail", "data-trail": true }),
  );
  paintTrails(panel);
  return panel;
}

export function paintTrails(place: ParentNode): void {
  const patient = selectedPatient();
  const steps = patient === undefined ? [] : chatOf(patient.id).slice(-shownMessages).toReversed();
  for (const trail of place.querySelectorAll("[data-trail]")) {
    trail.replaceChildren(
      ...(patient === undefined || steps.length === 0
        ? [h("li", { class: "muted small" }, words().nothing)]
        : steps.map((step) => trailRow(step, patient.timeZone))),
    );
  }
}

function trailRow(message: MessageView, zone: string): HTMLElement {
  const isOwn = message.direction === "from_patient";
  const states = message.statuses.map(({ status, code }) => chip(status, code));
  return h(
    "li",
    { class: `trail-row ${isOwn ? "up" : "down"}` },
    h(
      "span",
      { class: "trail-who" },
      icon(isOwn ? "send" : "reply"),
      h("span", {}, isOwn ? words().fromPatient : words().toPatient, " · ", kindName(message.type)),
    ),
    h("time", { class: "muted small", datetime: message.at }, timeOf(message.at, zone)),
    h("span", { class: "chips" }, ...(states.length === 0 ? [chip(message.status, undefined)] : states)),
  );
}

function chip(status: MessageView["status"], code: number | undefined): HTMLElement {
  const text = words()[`status_${status}`];
  return h("span", { class: `chip ${status}` }, code === undefined ? text : `${text} ${code}`);
}
