import { api, listen, type LiveEvent, type MessageView } from "./api.ts";
import { createColumns } from "./columns.ts";
import { authorOf, summaryOf } from "./draw/quote.ts";
import { renderPeople } from "./draw/people.ts";
import { forgetMessages, learn, markSeen, meet, model, patientOf, selectedPatient } from "./model.ts";
import { openTools, renderTools } from "./tools/tools.ts";
import { announce } from "./ui/announce.ts";
import { byId } from "./ui/dom.ts";
import { complain, toast } from "./ui/sheet.ts";
import { isRightToLeft, pageLanguage, words } from "./words.ts";

const typingMs = 25_000;
const phonesMax = 6;

const app = byId("app");
const wide = matchMedia("(min-width: 700px)");
const columns = createColumns(byId("phones"), {
  leave: () => show([]),
  close: (patientId) => toggle(patientId),
  openTools,
  touched: (patientId) => {
    if (model.selected === patientId) return;
    model.selected = patientId;
    repaint();
  },
});
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
  document.documentElement.dir = isRightToLeft() ? "rtl" : "ltr";
  document.title = patient === undefined ? words().title : `${patient.name} · ${words().title}`;
  app.dataset["screen"] = model.open.length === 0 ? "people" : "chat";
  if (document.visibilityState === "visible") for (const id of model.open) markSeen(id);
  renderPeople(byId("people"), { choose, toggle, openTools, repaint });
  columns.paint();
  renderTools(byId("tools"));
}

/** The address of the page names the open phones, so that it can be kept and shared. */
function show(patientIds: readonly string[]): void {
  location.hash = patientIds.join(",");
}

function choose(patientId: string): void {
  if (model.open.includes(patientId)) return columns.focus(patientId);
  const others = model.open.length === 0 ? [undefined] : model.open;
  show(others.map((id) => (id === model.selected || id === undefined ? patientId : id)));
}

function toggle(patientId: string): void {
  const isOpen = model.open.includes(patientId);
  show(isOpen ? model.open.filter((id) => id !== patientId) : [...model.open, patientId].slice(-phonesMax));
}

function follow(): void {
  const wanted = decodeURIComponent(location.hash.slice(1)).split(",");
  const known = wanted.filter((id) => patientOf(id) !== undefined);
  const before = model.open;
  model.open = wide.matches ? known : known.slice(-1);
  const fresh = model.open.find((id) => !before.includes(id));
  const isStillOpen = model.selected !== undefined && model.open.includes(model.selected);
  model.selected = fresh ?? (isStillOpen ? model.selected : model.open[0]);
  paint();
  for (const id of model.open) look(id);
  if (fresh !== undefined) columns.focus(fresh);
}

/** An open chat on a visible page has been read. */
function look(patientId: string): void {
  if (document.visibilityState === "visible") api.look(patientId).catch(complain);
}

function hear(event: LiveEvent): void {
  switch (event.type) {
    case "message":
      hearMessage(event.message);
      break;
    case "patient":
      meet(event.patient);
      break;
    case "typing":
      model.typingUntil.set(event.patientId, Date.now() + typingMs);
      setTimeout(repaint, typingMs + 100);
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

function hearMessage(message: MessageView): void {
  const isNew = !model.messages.has(message.id);
  learn(message);
  const { patient, direction, status } = message;
  if (patient === null || direction !== "to_patient") return;
  if (isNew) model.typingUntil.delete(patient);
  if (!model.open.includes(patient)) return;
  if (isNew) announce(`${patientOf(patient)?.name ?? ""}: ${authorOf(message)}: ${summaryOf(message)}`);
  if (status === "delivered") look(patient);
}

async function load(): Promise<void> {
  const [{ numbers }, { patients }, { messages }, { now }] = await Promise.all([
    api.numbers(),
    api.patients(),
    api.messages(),
    api.clock(),
  ]);
  model.numbers = numbers;
  model.patients = patients;
  forgetMessages();
  for (const message of messages) learn(message);
  model.aheadMs = Date.parse(now) - Date.now();
  if (location.hash === "" && wide.matches) history.replaceState(null, "", `#${patients[0]?.id ?? ""}`);
  if (model.open.join() === location.hash.slice(1) && model.open.every((id) => patientOf(id) !== undefined))
    paint();
  else follow();
}

addEventListener("hashchange", follow);
wide.addEventListener("change", follow);
document.addEventListener("changed", repaint);
document.addEventListener("visibilitychange", () => {
  for (const id of model.open) look(id);
});
setInterval(repaint, 5_000);
listen(
  hear,
  () => void load().catch(complain),
  () => toast(words().offline),
);
paint();
