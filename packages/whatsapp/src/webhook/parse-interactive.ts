import { at, objectOf, textAt } from "../loose.ts";
import { parseJson } from "../json.ts";
import type { FormAnswer } from "./inbound-parts.ts";
import type { Content } from "./content.ts";

/** Reads the answer to something that could be tapped or filled in. */
export function interactiveOf(body: unknown): Content {
  const type = textAt(body, "type") ?? "";
  const reply = at(body, type);
  switch (type) {
    case "button_reply":
    case "list_reply":
      return choiceOf(textAt(reply, "id"), textAt(reply, "title"));
    case "nfm_reply":
      return formOf(reply);
    case "call_permission_reply": {
      const response = textAt(reply, "response");
      return { kind: "other", text: response === undefined ? "" : `call permission: ${response}` };
    }
    default:
      return { kind: "other", text: textAt(reply, "body") ?? "" };
  }
}

/** A tap on a template's button without a payload of ours comes back with its label as payload. */
export function choiceOf(id: string | undefined, title: string | undefined): Content {
  return id === undefined && title === undefined
    ? { kind: "other" }
    : { kind: "choice", text: title ?? "", choiceId: id ?? title };
}

function formOf(reply: unknown): Content {
  const text = textAt(reply, "body") ?? "";
  const given = at(reply, "response_json");
  const responseJson = textAt(reply, "response_json") ?? (objectOf(given) && JSON.stringify(given));
  if (responseJson === undefined) return { kind: "other", text };
  const form: FormAnswer = {
    name: textAt(reply, "name") ?? "",
    responseJson,
    flowToken: flowTokenOf(responseJson),
  };
  return { kind: "form", text, form };
}

function flowTokenOf(responseJson: string): string | undefined {
  try {
    return textAt(parseJson(Buffer.from(responseJson)), "flow_token");
  } catch {
    return undefined;
  }
}
