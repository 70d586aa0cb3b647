import { contextOf, raw, send } from "../actions.ts";
import type { MessageView, Patient } from "../api.ts";
import type { Action } from "../read/actions.ts";
import type { Content } from "../read/content.ts";
import { h, safeUrl } from "../ui/dom.ts";
import { icon, type IconName } from "../ui/icons.ts";
import { toast } from "../ui/sheet.ts";
import { words } from "../words.ts";
import { openFlow } from "../write/flow-sheet.ts";
import { openPlaces } from "../write/place-sheet.ts";
import { openList } from "./list-sheet.ts";

/** The buttons under a bubble. */
export function choices(content: Content, message: MessageView, patient: Patient): HTMLElement | false {
  const buttons = content.actions.map((action) => actionElement(action, message, patient));
  if (content.list !== undefined) {
    const { list } = content;
    buttons.push(press("list", list.button, () => openList(list, message.id, patient.id), true));
  }
  return buttons.length > 0 && h("div", { class: "choices" }, ...buttons);
}

function actionElement(action: Action, message: MessageView, patient: Patient): HTMLElement {
  const contextId = message.id;
  const answer = (order: Readonly<Record<string, unknown>>): void =>
    void send(patient.id, { ...order, contextId });
  const { sendLocation, sharePhone, copied, allowCalls } = words();
  switch (action.kind) {
    case "reply":
      return press("reply", action.title, () => answer({ type: "button", id: action.id }));
    case "open":
      return link("link", action.title, action.url);
    case "phone":
      return link("phone", action.title, action.url);
    case "copy":
      return press("copy", action.title, () => {
        void copy(action.code).then(() => toast(`${copied}: ${action.code}`));
      });
    case "flow":
      return press("form", action.title, () => void openFlow(action, message, patient), true);
    case "location":
      return press("pin", sendLocation, () => openPlaces(patient.id, contextId), true);
    case "contact":
      return press("person", sharePhone, () => answer({ type: "contacts" }));
    case "allow-calls":
      return press("phone", allowCalls, () => void send(patient.id, callPermission(message, patient)));
    case "call":
      return h("p", { class: "choice still" }, icon("phone"), h("span", { dir: "auto" }, action.title));
  }
}

function press(name: IconName, label: string, click: () => void, opens = false): HTMLElement {
  return h(
    "button",
    { type: "button", class: "choice", "aria-haspopup": opens && "dialog", click },
    icon(name),
    h("span", { dir: "auto" }, label),
  );
}

function link(name: IconName, label: string, url: string): HTMLElement {
  const href = safeUrl(url);
  if (href === undefined)
    return h("p", { class: "choice still" }, icon("warning"), h("span", { dir: "auto" }, label));
  return h(
    "a",
    { class: "choice", href, target: "_blank", rel: "noopener noreferrer" },
    icon(name),
    h("span", { dir: "auto" }, label),
  );
}

// A browser may refuse; the code is said anyway.
function copy(code: string): Promise<void> {
  return (navigator.clipboard?.writeText(code) ?? Promise.resolve()).catch(() => {});
}

function callPermission(message: MessageView, patient: Patient): Readonly<Record<string, unknown>> {
  const reply = { response: "accept", is_permanent: false, response_source: "user_action" };
  return raw({
    type: "interactive",
    context: contextOf(message, patient),
    interactive: { type: "call_permission_reply", call_permission_reply: reply },
  });
}
