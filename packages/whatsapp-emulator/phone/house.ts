import { moveClock } from "./actions.ts";
import type { MessageView } from "./api.ts";
import { h, icon } from "./dom.ts";
import { houseNow, selectedPatient, threadOf } from "./model.ts";
import { openSheet } from "./sheet.ts";
import { longDate, nextMorning, timeOf, zoneHere } from "./time.ts";
import { words } from "./words.ts";

const shownMessages = 9;

/** Beside the phone on a wide screen: the clock, and what the business sees of this chat. */
export function renderHouse(place: HTMLElement): void {
  const { clock, behind, behindHint } = words();
  if (place.dataset["words"] !== behind) {
    place.dataset["words"] = behind;
    place.setAttribute("aria-label", clock);
    place.replaceChildren(
      h("section", { class: "card" }, h("h2", {}, clock), face(), clockButtons()),
      h(
        "section",
        { class: "card grow", tabindex: 0, "aria-labelledby": "trail-title" },
        h("h2", { id: "trail-title" }, behind),
        h("p", { class: "muted small" }, behindHint),
        h("ol", { class: "trail", "data-trail": true }),
      ),
    );
  }
  paintClock(place);
  const trail = place.querySelector("[data-trail]");
  const patient = selectedPatient();
  if (trail === null) return;
  const steps = (patient === undefined ? [] : threadOf(patient.id)).slice(-shownMessages).toReversed();
  const zone = patient?.timeZone ?? zoneHere();
  trail.replaceChildren(
    ...(steps.length === 0
      ? [h("li", { class: "muted small" }, words().nothing)]
      : steps.map((step) => trailRow(step, zone))),
  );
}

function face(): HTMLElement {
  return h(
    "p",
    { class: "face" },
    h("span", { class: "face-time", "data-face": "time" }),
    h("span", { class: "muted small", "data-face": "date" }),
  );
}

export function paintClock(place: ParentNode): void {
  const zone = selectedPatient()?.timeZone ?? zoneHere();
  const now = houseNow();
  for (const part of place.querySelectorAll("[data-face]")) {
    const text = part.getAttribute("data-face") === "time" ? timeOf(now, zone) : longDate(now, zone);
    if (part.textContent !== text) part.textContent = text;
  }
}

function clockButtons(done?: () => void): HTMLElement {
  const { hour, day, threeDays, morning, moveClock: label } = words();
  const button = (text: string, order: () => unknown): HTMLElement => {
    const move = (): void => {
      done?.();
      void moveClock(order());
    };
    return h("button", { type: "button", class: "move", click: move }, text);
  };
  return h(
    "div",
    { class: "moves", role: "group", "aria-label": label },
    button(hour, () => ({ advance: "PT1H" })),
    button(day, () => ({ advance: "PT24H" })),
    button(threeDays, () => ({ advance: "P3D" })),
    button(morning, () => ({
      to: nextMorning(houseNow(), selectedPatient()?.timeZone ?? zoneHere()).toISOString(),
    })),
  );
}

/** The same clock on a small screen. */
export function openClock(): void {
  openSheet(words().moveClock, (close) => {
    const shown = h("div", {}, face(), clockButtons(close));
    paintClock(shown);
    return [shown];
  });
}

function trailRow(message: MessageView, zone: string): HTMLElement {
  const isOwn = message.direction === "from_patient";
  const all: Readonly<Record<string, string | undefined>> = words();
  const kind = all[`type_${message.type}`] ?? message.type;
  const states = isOwn
    ? [message.status]
    : message.statuses.map(({ status, code }) => (code === undefined ? status : (`failed ${code}` as const)));
  const chips = (states.length === 0 ? [message.status] : states).map((state) => {
    const [name = "", code = ""] = state.split(" ");
    return h("span", { class: `chip ${name}` }, `${all[`status_${name}`] ?? name} ${code}`.trim());
  });
  return h(
    "li",
    { class: `trail-row ${isOwn ? "up" : "down"}` },
    h(
      "span",
      { class: "trail-who" },
      icon(isOwn ? "send" : "reply"),
      h("span", {}, isOwn ? words().fromPatient : words().toPatient, " · ", kind),
    ),
    h("time", { class: "muted small", datetime: message.at }, timeOf(message.at, zone)),
    h("span", { class: "chips" }, ...chips),
  );
}
