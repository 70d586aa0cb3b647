import { model } from "../model.ts";
import { h } from "../ui/dom.ts";
import { keepingFocus } from "../ui/keeping-focus.ts";
import { openSheet } from "../ui/sheet.ts";
import { tabs, type Tab } from "../ui/tabs.ts";
import { pageLanguage, words } from "../words.ts";
import { clockPanel, paintClocks } from "./clock.ts";
import { faultsPanel } from "./faults.ts";
import { paintPatients, patientPanel } from "./patient.ts";
import { paintTrails, trailPanel } from "./trail.ts";
import { webhooksPanel } from "./webhooks.ts";

let chosen = "clock";

/** Beside the phones on a wide screen: what the house around them does. */
export function renderTools(place: HTMLElement): void {
  const isShown = getComputedStyle(place).display !== "none";
  const print = isShown ? [pageLanguage(), model.selected].join() : "hidden";
  if (place.dataset["print"] !== print) {
    place.dataset["print"] = print;
    place.setAttribute("aria-label", words().tools);
    keepingFocus(place, () =>
      place.replaceChildren(...(isShown ? [h("h2", {}, words().tools), toolTabs("side")] : [])),
    );
  }
  paintClocks(document);
  paintTrails(document);
  paintPatients(document);
}

/** The same tools on a small screen. */
export function openTools(): void {
  openSheet(words().tools, () => [toolTabs("sheet")]);
}

function toolTabs(prefix: string): HTMLElement {
  const { tools, clock, patient, faults, webhooks, behind } = words();
  const all: readonly Tab[] = [
    { key: "clock", label: clock, icon: "clock", draw: clockPanel },
    { key: "patient", label: patient, icon: "person", draw: patientPanel },
    { key: "faults", label: faults, icon: "warning", draw: faultsPanel },
    { key: "webhooks", label: webhooks, icon: "send", draw: webhooksPanel },
    { key: "trail", label: behind, icon: "list", draw: trailPanel },
  ];
  return tabs(prefix, tools, all, chosen, (key) => (chosen = key));
}
