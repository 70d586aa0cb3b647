import { say } from "../actions.ts";
import { authorOf, summaryOf } from "../draw/quote.ts";
import { changed, model, patientOf } from "../model.ts";
import { h, isolated } from "../ui/dom.ts";
import { icon, type IconName } from "../ui/icons.ts";
import { words } from "../words.ts";
import { openAttach } from "./attach.ts";
import { openEmojis } from "./emoji.ts";
import { openVoice } from "./voice-sheet.ts";

export interface Composer {
  readonly element: HTMLElement;
  /** Draws it in the page's language; what was written stays. */
  frame(): void;
  /** Shows which message is being answered. */
  paint(): void;
  focus(): void;
}

const charactersMax = 4_096;
const heightMax = 132;

/** The text box of one phone, and what stands around it. Enter sends, Shift+Enter begins a line. */
export function createComposer(patientId: string, sent: () => void): Composer {
  const box = h("textarea", {
    class: "box",
    rows: 1,
    name: "message",
    autocomplete: "off",
    dir: "auto",
    maxlength: charactersMax,
  });
  const answering = h("div", { class: "answering", hidden: true });
  const form = h("form", { class: "composer" });
  const element = h("div", {}, answering, form);
  let answeringFor: string | undefined;

  const submit = (): void => {
    const text = box.value.trim();
    if (text === "") return;
    box.value = "";
    resize();
    sent();
    void say(patientId, { type: "text", text });
  };
  const resize = (): void => {
    form.classList.toggle("empty", box.value.trim() === "");
    box.style.height = box.value === "" ? "" : "auto";
    if (box.value !== "") box.style.height = `${Math.min(box.scrollHeight + 2, heightMax)}px`;
  };
  const stopAnswering = (): void => {
    model.answering.delete(patientId);
    changed();
    box.focus();
  };
  box.addEventListener("input", resize);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && model.answering.has(patientId)) stopAnswering();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });

  return {
    element,
    frame: () => {
      const { write, message, send, attach, emoji, voice } = words();
      box.setAttribute("aria-label", write);
      box.setAttribute("placeholder", message);
      const opener = (name: IconName, opens: string, label: string, open: () => void): HTMLElement =>
        h(
          "button",
          {
            type: "button",
            class: `round open-${opens}`,
            "aria-label": label,
            "aria-haspopup": "dialog",
            click: open,
          },
          icon(name),
        );
      form.replaceChildren(
        opener("plus", "attach", attach, () => {
          const patient = patientOf(patientId);
          if (patient !== undefined) openAttach(patient);
        }),
        opener("face", "emoji", emoji, () => openEmojis(box)),
        box,
        opener("mic", "voice", voice, () => openVoice(patientId)),
        h("button", { class: "round send", "aria-label": send }, icon("send")),
      );
      answeringFor = undefined;
      resize();
    },
    paint: () => {
      const id = model.answering.get(patientId);
      if (id === answeringFor) return;
      answeringFor = id;
      const quoted = model.messages.get(id ?? "");
      answering.hidden = quoted === undefined;
      answering.replaceChildren();
      if (quoted === undefined) return;
      answering.append(
        h(
          "p",
          { class: "quote small" },
          h("strong", {}, words().answeringTo, " ", isolated(authorOf(quoted))),
          h("span", { dir: "auto" }, summaryOf(quoted)),
        ),
        h(
          "button",
          { type: "button", class: "round", "aria-label": words().stopAnswering, click: stopAnswering },
          icon("close"),
        ),
      );
    },
    focus: () => box.focus(),
  };
}
