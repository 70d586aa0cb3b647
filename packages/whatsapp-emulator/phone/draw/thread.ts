import type { MessageView, Patient } from "../api.ts";
import { businessOf, chatOf, houseNow, model } from "../model.ts";
import { entriesOf, type Entry } from "../read/chat.ts";
import { textAt } from "../read/json.ts";
import { arrowKeys } from "../ui/arrow-keys.ts";
import { h, isolated, unseen } from "../ui/dom.ts";
import { dayKey, dayName } from "../ui/time.ts";
import { pageLanguage, words } from "../words.ts";
import { bubble } from "./bubble.ts";

interface Drawn {
  readonly print: string;
  readonly element: HTMLElement;
}

export interface Thread {
  /** Draws the thread, and on later calls only what has changed, so that focus and reading place stay. */
  paint(patient: Patient): void;
  toEnd(): void;
}

export function createThread(view: HTMLElement): Thread {
  const drawn = new Map<string, Drawn>();
  const log = h("div", { class: "log-rows" });
  let shownFor = "";
  let followsEnd = true;
  const toEnd = (): void => {
    followsEnd = true;
    view.scrollTop = view.scrollHeight;
  };
  view.append(log);
  messageKeys(view);
  let lastTop = 0;
  view.addEventListener("scroll", () => {
    const isAtEnd = view.scrollHeight - view.scrollTop - view.clientHeight < 60;
    // Only a person scrolls up; being far from the end may just mean that something was added.
    if (isAtEnd || view.scrollTop < lastTop) followsEnd = isAtEnd;
    lastTop = view.scrollTop;
  });
  // Pictures and calendar cards grow after they were drawn, and a keyboard takes room away.
  const observer = new ResizeObserver(() => {
    if (followsEnd) toEnd();
  });
  observer.observe(log);
  observer.observe(view);

  const paint = (patient: Patient): void => {
    const owner = `${businessOf(patient.id).phoneNumberId}/${pageLanguage()}`;
    if (owner !== shownFor) {
      log.replaceChildren();
      drawn.clear();
      shownFor = owner;
      followsEnd = true;
    }
    const wanted = rowsOf(patient);
    let place: ChildNode | null = log.firstChild;
    for (const { key, print, make } of wanted) {
      let known = drawn.get(key);
      if (known === undefined || known.print !== print) {
        const element = make();
        if (known === undefined && element.classList.contains("own")) followsEnd = true;
        if (known === undefined) log.insertBefore(element, place);
        else known.element.replaceWith(element);
        if (known?.element === place) place = element;
        known = { print, element };
        drawn.set(key, known);
      }
      place = known.element.nextSibling;
    }
    const keys = new Set(wanted.map((row) => row.key));
    for (const [key, { element }] of drawn) {
      if (keys.has(key)) continue;
      element.remove();
      drawn.delete(key);
    }
  };
  return { paint, toEnd };
}

/** From the log the arrow keys go into it, newest message first, and then from message to message. */
function messageKeys(view: HTMLElement): void {
  view.addEventListener("keydown", (event) => {
    if (event.target !== view || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    const messages = view.querySelectorAll<HTMLElement>("article");
    const last = messages[messages.length - 1];
    if (last === undefined) return;
    event.preventDefault();
    // Else the same key would at once go one message further.
    event.stopImmediatePropagation();
    last.focus();
  });
  arrowKeys(view, "article");
}

interface Row {
  readonly key: string;
  readonly print: string;
  readonly make: () => HTMLElement;
}

function rowsOf(patient: Patient): readonly Row[] {
  const now = houseNow();
  const rows: Row[] = [];
  let day = "";
  let before: string | undefined;
  for (const entry of entriesOf(chatOf(patient.id))) {
    const { message } = entry;
    const key = dayKey(message.at, patient.timeZone);
    if (key !== day) {
      const name = dayName(message.at, patient.timeZone, now);
      rows.push({ key, print: name, make: () => h("p", { class: "day" }, h("span", {}, name)) });
      before = undefined;
    }
    day = key;
    const isFirst = before !== message.direction;
    before = message.direction;
    rows.push({
      key: message.id,
      print: `${printOf(entry, patient)},${isFirst}`,
      make: () => {
        if (message.type === "system") return notice(message);
        const element = bubble(entry, patient);
        element.classList.toggle("first", isFirst);
        return element;
      },
    });
  }
  if ((model.typingUntil.get(patient.id) ?? 0) > Date.now())
    rows.push({ key: "typing", print: "typing", make: () => typing(businessOf(patient.id).verifiedName) });
  return rows;
}

/** All that a bubble's looks depend on, and that may still change. */
function printOf({ message, reactions, editedText, isDeleted }: Entry, { timeZone }: Patient): string {
  const status = message.direction === "from_patient" ? message.status : message.status === "failed";
  return JSON.stringify([status, message.waitsFor, reactions, editedText, isDeleted, timeZone]);
}

/** What WhatsApp itself says in a chat, as of a new number. */
function notice({ body, text }: MessageView): HTMLElement {
  return h("p", { class: "day" }, h("span", {}, isolated(textAt(body, "system", "body") ?? text)));
}

function typing(name: string): HTMLElement {
  const dots = [1, 2, 3].map(() => h("span", { class: "dot" }));
  const label = unseen(`${name} ${words().typing}`);
  return h("div", { class: "message theirs first" }, h("div", { class: "bubble dots" }, ...dots, label));
}
