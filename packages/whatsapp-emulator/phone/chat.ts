import { say } from "./actions.ts";
import type { Patient } from "./api.ts";
import { openAttach } from "./attach.ts";
import { h, icon } from "./dom.ts";
import { openClock } from "./house.ts";
import { houseNow, model, threadOf } from "./model.ts";
import { addressOf, avatar } from "./people.ts";
import { createThread } from "./thread.ts";
import { timeOf } from "./time.ts";
import { pageLanguage, startersFor, words } from "./words.ts";

export interface Chat {
  paint(patient: Patient | undefined): void;
  focusBox(): void;
}

/** The open phone: who it talks to, the thread, the text box. */
export function createChat(place: HTMLElement, leave: () => void): Chat {
  const log = h("div", { class: "log", role: "log", tabindex: 0 });
  const thread = createThread(log);
  const box = h("textarea", { class: "box", rows: 1, name: "message", autocomplete: "off" });
  const starters = h("div", { class: "starters" });
  let framedFor = "";

  const send = (): void => {
    const text = box.value.trim();
    if (text === "") return;
    box.value = "";
    grow(box);
    thread.toEnd();
    void say({ type: "text", text });
  };
  box.addEventListener("input", () => grow(box));
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });

  const frame = (patient: Patient): void => {
    const { back, conversation, write, send: sendWord, attach, as, moveClock } = words();
    log.setAttribute("aria-label", conversation);
    box.setAttribute("aria-label", write);
    box.setAttribute("placeholder", write);
    place.setAttribute("aria-label", `${patient.name}: ${conversation}`);
    place.replaceChildren(
      h(
        "header",
        { class: "phone-head" },
        h("button", { type: "button", class: "round back", "aria-label": back, click: leave }, icon("back")),
        avatar(model.business.name),
        h(
          "div",
          { class: "phone-title" },
          h("h1", {}, model.business.name),
          h("p", { class: "small" }, `${as} ${patient.name} · ${addressOf(patient)}`),
        ),
        h(
          "button",
          {
            type: "button",
            class: "round clock-button",
            "aria-haspopup": "dialog",
            click: openClock,
          },
          icon("clock"),
          h("span", { class: "unseen" }, moveClock),
          h("span", { class: "small", "data-clock": "time" }),
        ),
      ),
      log,
      starters,
      h(
        "form",
        {
          class: "composer",
          submit: (event) => {
            event.preventDefault();
            send();
          },
        },
        h(
          "button",
          {
            type: "button",
            class: "round",
            "aria-label": attach,
            "aria-haspopup": "dialog",
            click: openAttach,
          },
          icon("plus"),
        ),
        box,
        h("button", { class: "round send", "aria-label": sendWord }, icon("send")),
      ),
    );
  };

  return {
    paint: (patient) => {
      if (patient === undefined) {
        framedFor = "";
        place.setAttribute("aria-label", words().conversation);
        place.replaceChildren(
          h(
            "div",
            { class: "nobody" },
            h("span", { class: "nobody-mark" }, icon("person")),
            h("p", {}, words().pickPatient),
          ),
        );
        return;
      }
      const frameKey = [patient.id, pageLanguage(), model.business.name].join();
      if (frameKey !== framedFor) {
        framedFor = frameKey;
        frame(patient);
        thread.toEnd();
      }
      thread.paint(patient);
      paintStarters(starters, patient);
      for (const clock of place.querySelectorAll("[data-clock]"))
        clock.textContent = timeOf(houseNow(), patient.timeZone);
    },
    focusBox: () => box.focus(),
  };
}

function paintStarters(place: HTMLElement, patient: Patient): void {
  const isNew = threadOf(patient.id).length === 0;
  if (!isNew) return place.replaceChildren();
  if (place.dataset["for"] === patient.id + pageLanguage() && place.childElementCount > 0) return;
  place.dataset["for"] = patient.id + pageLanguage();
  place.replaceChildren(
    h("p", { class: "muted small" }, words().empty),
    ...startersFor(patient.language).map((text) =>
      h(
        "button",
        {
          type: "button",
          class: "starter",
          lang: patient.language,
          click: () => void say({ type: "text", text }),
        },
        text,
      ),
    ),
  );
}

function grow(box: HTMLTextAreaElement): void {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, 132)}px`;
}
