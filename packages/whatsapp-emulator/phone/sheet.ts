import { h, icon } from "./dom.ts";
import { words } from "./words.ts";

/** Opens a sheet: from below on a phone, in the middle on a desk. Escape, the cross and a tap beside it close it. */
export function openSheet(title: string, fill: (close: () => void) => readonly Node[]): void {
  const heading = h("h2", { id: "sheet-title" }, title);
  const dialog = h("dialog", {
    class: "sheet",
    "aria-labelledby": "sheet-title",
    close: () => dialog.remove(),
    click: (event) => {
      if (event.target === dialog) dialog.close();
    },
  });
  const close = (): void => dialog.close();
  const cross = h(
    "button",
    { type: "button", class: "round", "aria-label": words().close, click: close },
    icon("close"),
  );
  dialog.append(
    h("div", { class: "sheet-body" }, h("header", { class: "sheet-head" }, heading, cross), ...fill(close)),
  );
  document.body.append(dialog);
  dialog.showModal();
}

let timer: ReturnType<typeof setTimeout> | undefined;

/** Says something for a moment. */
export function toast(text: string): void {
  const place = document.getElementById("toast");
  if (place === null) return;
  place.textContent = text;
  place.classList.add("shown");
  clearTimeout(timer);
  timer = setTimeout(() => place.classList.remove("shown"), 4_000);
}

export function complain(error: unknown): void {
  toast(`${words().failed}: ${error instanceof Error ? error.message : String(error)}`);
}
