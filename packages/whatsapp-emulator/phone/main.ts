import { api, listen, type LiveEvent } from "./api.ts";
import { createChat } from "./chat.ts";
import { byId } from "./dom.ts";
import { renderHouse } from "./house.ts";
import { forgetMessages, learn, markSeen, model, selectedPatient } from "./model.ts";
import { renderPeople } from "./people.ts";
import { complain, toast } from "./sheet.ts";
import { pageLanguage, words } from "./words.ts";

const app = byId("app");
const chat = createChat(byId("phone"), () => void (location.hash = ""));
let isPainting = false;

/** Paints soon, once for all that has changed until then. */
function repaint(): void {
  if (isPainting) return;
  isPainting = true;
  requestAnimationFrame(() => {
    isPainting = false;
    paint();
  });
}

function paint(): void {
  const patient = selectedPatient();
  document.documentElement.lang = pageLanguage();
  document.title = patient === undefined ? words().title : `${patient.name} · ${words().title}`;
  app.dataset["screen"] = patient === undefined ? "people" : "chat";
  if (patient !== undefined && document.visibilityState === "visible") markSeen(patient.id);
  renderPeople(byId("people"), choose, repaint);
  chat.paint(patient);
  renderHouse(byId("house"));
}

function choose(patientId: string): void {
  location.hash = patientId;
}

function follow(): void {
  const wanted = location.hash.slice(1);
  model.selected = model.patients.some((patient) => patient.id === wanted) ? wanted : undefined;
  model.typingUntil = 0;
  paint();
  if (model.selected === undefined) return;
  look(model.selected);
  chat.focusBox();
}

/** An open chat on a visible page has been read. */
function look(patientId: string): void {
  if (document.visibilityState === "visible") api.look(patientId).catch(complain);
}

function hear(event: LiveEvent): void {
  switch (event.type) {
    case "message": {
      const { message } = event;
      const isNew = !model.messages.has(message.id);
      learn(message);
      if (message.patient !== model.selected || message.direction !== "to_patient") break;
      if (isNew) model.typingUntil = 0;
      if (message.status === "delivered") look(message.patient ?? "");
      break;
    }
    case "patient":
      if (!model.patients.some((patient) => patient.id === event.patient.id))
        model.patients.push(event.patient);
      break;
    case "typing":
      if (event.patientId === model.selected) model.typingUntil = Date.now() + 25_000;
      break;
    case "clock":
      model.aheadMs = Date.parse(event.now) - Date.now();
      break;
    case "reset":
      void load().catch(complain);
      break;
  }
  repaint();
}

async function load(): Promise<void> {
  const [business, { patients }, { messages }, { now }] = await Promise.all([
    api.business(),
    api.patients(),
    api.messages(),
    api.clock(),
  ]);
  model.business = business;
  model.patients = patients;
  forgetMessages();
  for (const message of messages) learn(message);
  model.aheadMs = Date.parse(now) - Date.now();
  const isWide = matchMedia("(min-width: 760px)").matches;
  if (location.hash === "" && isWide) history.replaceState(null, "", `#${patients[0]?.id ?? ""}`);
  if (model.selected !== location.hash.slice(1)) follow();
  else paint();
}

addEventListener("hashchange", follow);
document.addEventListener("visibilitychange", () => {
  if (model.selected !== undefined) look(model.selected);
});
setInterval(repaint, 5_000);
listen(
  hear,
  () => void load().catch(complain),
  () => toast(words().offline),
);
paint();
