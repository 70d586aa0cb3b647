import type { MessageView } from "../api.ts";
import { at, listAt, textAt } from "./json.ts";

type Shown = MessageView["shown"];

/** What a button of a message does. */
export type Action =
  | { readonly kind: "reply"; readonly title: string; readonly id: string }
  | { readonly kind: "open"; readonly title: string; readonly url: string }
  | { readonly kind: "phone"; readonly title: string; readonly url: string }
  | { readonly kind: "copy"; readonly title: string; readonly code: string }
  | { readonly kind: "flow"; readonly title: string; readonly flow: FlowOffer }
  | { readonly kind: "location" }
  | { readonly kind: "contact" }
  | { readonly kind: "allow-calls" }
  | { readonly kind: "call"; readonly title: string };

export interface FlowOffer {
  /** Absent when the form is named by other than its id. */
  readonly id?: string;
  readonly token: string;
  readonly screen?: string;
}

/** The buttons of a message: what they say, and what this send put into them. */
export function actionsOf(shown: Shown, body: unknown): readonly Action[] {
  const sent = listAt(body, "template", "components");
  return (shown.buttons ?? []).map((button, index) => {
    const ofTemplate = sent.find(
      (component) =>
        textAt(component, "type")?.toLowerCase() === "button" && Number(at(component, "index")) === index,
    );
    return actionOf(button, at(body, "interactive"), at(ofTemplate, "parameters", 0, "action"));
  });
}

function actionOf(
  { kind, title, id, url = "" }: NonNullable<Shown["buttons"]>[number],
  interactive: unknown,
  ofTemplate: unknown,
): Action {
  switch (kind) {
    case "reply":
    case "quick_reply":
      return { kind: "reply", title, id: id ?? title };
    case "url":
      return { kind: "open", title, url };
    case "phone":
      return { kind: "phone", title, url };
    case "copy_code":
      return { kind: "copy", title, code: id ?? title };
    case "flow":
      return {
        kind: "flow",
        title,
        flow: flowOffer(at(interactive, "action", "parameters") ?? ofTemplate, id),
      };
    case "location":
      return { kind: "location" };
    case "call":
      return textAt(interactive, "type") === "call_permission_request"
        ? { kind: "allow-calls" }
        : { kind: "call", title };
    case "other":
      return { kind: "contact" };
  }
}

function flowOffer(parameters: unknown, shownId: string | undefined): FlowOffer {
  const id = textAt(parameters, "flow_id") ?? shownId;
  const screen = textAt(parameters, "flow_action_payload", "screen");
  return {
    ...(id !== undefined && { id }),
    // What Meta takes when a send gives none.
    token: textAt(parameters, "flow_token") ?? "unused",
    ...(screen !== undefined && { screen }),
  };
}
