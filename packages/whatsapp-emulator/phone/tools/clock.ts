import { moveClock } from "../actions.ts";
import { houseNow, selectedPatient } from "../model.ts";
import { formOf, textField, textIn } from "../ui/fields.ts";
import { h } from "../ui/dom.ts";
import { longDate, momentAt, nextMorning, timeOf, wallTime, zoneHere } from "../ui/time.ts";
import { words } from "../words.ts";

const minuteMs = 60_000;

/** What time it is in the house, and ways to make it later. */
export function clockPanel(): HTMLElement {
  const { fiveMinutes, hour, day, threeDays, morning, moveClock: label, toMoment, move, clockHint } = words();
  const button = (text: string, order: () => unknown): HTMLElement =>
    h("button", { type: "button", class: "move", click: () => void moveClock(order()) }, text);
  const shown = h(
    "div",
    { class: "stack" },
    h(
      "p",
      { class: "face" },
      h("span", { class: "face-time", "data-face": "time" }),
      h("span", { class: "muted small", "data-face": "date" }),
      h("span", { class: "muted small", "data-face": "zone", dir: "ltr" }),
    ),
    h(
      "div",
      { class: "moves", role: "group", "aria-label": label },
      button(fiveMinutes, () => ({ advance: "PT5M" })),
      button(hour, () => ({ advance: "PT1H" })),
      button(day, () => ({ advance: "PT24H" })),
      button(threeDays, () => ({ advance: "P3D" })),
      button(morning, () => ({ to: nextMorning(houseNow(), zone()).toISOString() })),
    ),
    formOf(
      (data) => void moveClock({ to: momentAt(textIn(data, "moment"), zone()).toISOString() }),
      textField(toMoment, {
        name: "moment",
        type: "datetime-local",
        required: true,
        dir: "ltr",
        min: wallTime(houseNow(), zone()),
        value: wallTime(houseNow() + 60 * minuteMs, zone()),
      }),
      h("button", { class: "primary" }, move),
    ),
    h("p", { class: "muted small" }, clockHint),
  );
  paintClocks(shown);
  return shown;
}

/** Lets the clocks that are drawn show what time it is now. */
export function paintClocks(place: ParentNode): void {
  const now = houseNow();
  const texts: Readonly<Record<string, string>> = {
    time: timeOf(now, zone()),
    date: longDate(now, zone()),
    zone: zone(),
  };
  for (const part of place.querySelectorAll("[data-face]")) {
    const text = texts[part.getAttribute("data-face") ?? ""] ?? "";
    if (part.textContent !== text) part.textContent = text;
  }
}

function zone(): string {
  return selectedPatient()?.timeZone ?? zoneHere();
}
