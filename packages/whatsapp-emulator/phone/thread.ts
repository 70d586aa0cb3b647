import type { MessageView, Patient } from "./api.ts";
import { bubble } from "./bubble.ts";
import { h } from "./dom.ts";
import { houseNow, model, threadOf } from "./model.ts";
import { dayKey, dayName } from "./time.ts";
import { pageLanguage, words } from "./words.ts";

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
    const owner = `${patient.id}/${pageLanguage()}`;
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

interface Row {
  readonly key: string;
  readonly print: string;
  readonly make: () => HTMLElement;
}

function rowsOf(patient: Patient): readonly Row[] {
  const thread = threadOf(patient.id);
  const now = houseNow();
  const rows: Row[] = [];
  let day = "";
  let before: string | undefined;
  for (const message of thread.filter((each) => each.type !== "reaction")) {
    const key = dayKey(message.at, patient.timeZone);
    if (key !== day) {
      const name = dayName(message.at, patient.timeZone, now);
      rows.push({ key, print: name, make: () => h("p", { class: "day" }, h("span", {}, name)) });
      before = undefined;
    }
    day = key;
    const emoji = reactionTo(message, thread);
    const isFirst = before !== message.direction;
    before = message.direction;
    rows.push({
      key: message.id,
      print: [
        message.direction === "from_patient" ? message.status : message.status === "failed",
        emoji,
        isFirst,
      ].join(),
      make: () => {
        const element = bubble(message, patient, emoji);
        element.classList.toggle("first", isFirst);
        return element;
      },
    });
  }
  if (model.typingUntil > Date.now()) rows.push({ key: "typing", print: "typing", make: typing });
  return rows;
}

function reactionTo(message: MessageView, thread: readonly MessageView[]): string | undefined {
  return thread.findLast((each) => each.shown.reaction?.messageId === message.id)?.shown.reaction?.emoji;
}

function typing(): HTMLElement {
  const dots = [1, 2, 3].map(() => h("span", { class: "dot" }));
  const label = h("span", { class: "unseen" }, `${model.business.name} ${words().typing}`);
  return h("div", { class: "message theirs first" }, h("div", { class: "bubble dots" }, ...dots, label));
}
