import { words } from "../words.ts";
import { h } from "./dom.ts";
import { icon } from "./icons.ts";

let opened = 0;

const firstControl = ".sheet-head ~ * :is(button, input, select, textarea):not([tabindex='-1'])";

/**
 * Opens a sheet: from below on a phone, in the middle on a desk. Escape, the cross and a tap beside it close it, and
 * the focus goes back to where it was.
 */
export function openSheet(title: string, fill: (close: () => void) => readonly (Node | false)[]): void {
  opened += 1;
  const id = `sheet-${opened}`;
  const dialog = h("dialog", {
    class: "sheet",
    "aria-labelledby": id,
    close: () => {
      dialog.remove();
      keepFocus();
    },
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
  const content = fill(close).filter((node) => node !== false);
  dialog.append(
    h(
      "div",
      { class: "sheet-body" },
      h("header", { class: "sheet-head" }, h("h2", { id }, title), cross),
      ...content,
    ),
    h("p", { class: "toast", role: "status" }),
  );
  document.body.append(dialog);
  dialog.showModal();
  const wanted = dialog.querySelector<HTMLElement>("[autofocus]");
  (wanted ?? dialog.querySelector<HTMLElement>(firstControl) ?? cross).focus();
}

// The browser gives the focus back to what opened the sheet. If that was drawn anew meanwhile, the text box is next.
function keepFocus(): void {
  if (document.activeElement === document.body)
    document.querySelector<HTMLElement>(".phone.active .box")?.focus();
}

let timer: ReturnType<typeof setTimeout> | undefined;

/** Says something for a moment. While a sheet is open all else is out of reach, so the sheet says it. */
export function toast(text: string): void {
  const sheets = document.querySelectorAll("dialog[open]");
  const place = (sheets[sheets.length - 1] ?? document.body).querySelector(":scope > .toast");
  if (place === null) return;
  for (const other of document.querySelectorAll(".toast.shown")) other.classList.remove("shown");
  place.textContent = text;
  place.classList.add("shown");
  clearTimeout(timer);
  timer = setTimeout(() => place.classList.remove("shown"), 4_000);
}

export function complain(error: unknown): void {
  toast(`${words().failed}: ${error instanceof Error ? error.message : String(error)}`);
}
