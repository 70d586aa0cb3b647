import { arrowKeys } from "./arrow-keys.ts";
import { h } from "./dom.ts";
import { icon, type IconName } from "./icons.ts";

export interface Tab {
  readonly key: string;
  readonly label: string;
  readonly icon: IconName;
  readonly draw: () => HTMLElement;
}

/** A row of tabs over one panel. The arrow keys go from tab to tab. */
export function tabs(
  prefix: string,
  label: string,
  all: readonly Tab[],
  chosen: string,
  choose: (key: string) => void,
): HTMLElement {
  const panel = h("div", { class: "tab-panel", role: "tabpanel", id: `${prefix}-panel`, tabindex: 0 });
  const buttons = all.map((tab) =>
    h(
      "button",
      {
        type: "button",
        role: "tab",
        class: "tab",
        id: `${prefix}-${tab.key}`,
        "aria-controls": panel.id,
        "data-tab": tab.key,
        click: () => show(tab.key),
      },
      icon(tab.icon),
      h("span", {}, tab.label),
    ),
  );
  const show = (key: string): void => {
    choose(key);
    for (const button of buttons) {
      const isChosen = button.dataset["tab"] === key;
      button.setAttribute("aria-selected", String(isChosen));
      button.tabIndex = isChosen ? 0 : -1;
    }
    panel.setAttribute("aria-labelledby", `${prefix}-${key}`);
    const tab = all.find((each) => each.key === key);
    panel.replaceChildren(...(tab === undefined ? [] : [tab.draw()]));
  };
  const row = h("div", { class: "tabs", role: "tablist", "aria-label": label }, ...buttons);
  arrowKeys(row, "[role=tab]", (item) => show(item.dataset["tab"] ?? ""));
  show(all.some((tab) => tab.key === chosen) ? chosen : (all[0]?.key ?? ""));
  return h("div", { class: "tabbed" }, row, panel);
}
