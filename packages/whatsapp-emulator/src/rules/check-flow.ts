import type { Fields } from "./fields.ts";
import { isJson } from "./json.ts";
import { Refusal } from "./refusal.ts";
import type { ShownButton } from "./shown.ts";

/** Checks the button that opens a form. Whether there is such a form is for the caller to say. */
export function flowButton(action: Fields): ShownButton {
  if (action.text("name", { max: 64 }) !== "flow") throw new Refusal(131009, "Action name must be flow.");
  const parameters = action.object("parameters");
  parameters.only(
    "flow_message_version",
    "flow_id",
    "flow_name",
    "flow_cta",
    "flow_token",
    "mode",
    "flow_action",
    "flow_action_payload",
  );
  if (parameters.text("flow_message_version", { max: 10 }) !== "3")
    throw new Refusal(131009, "Param flow_message_version must be 3.");
  const id = parameters.optionalText("flow_id", { max: 64 });
  const name = parameters.optionalText("flow_name", { max: 200 });
  if ((id === undefined) === (name === undefined))
    throw new Refusal(131009, "Exactly one of flow_id and flow_name is required.");
  parameters.optionalText("flow_token", { max: 200, code: 131009 });
  oneOf(parameters, "mode", ["published", "draft"]);
  const flowAction = oneOf(parameters, "flow_action", ["navigate", "data_exchange"]) ?? "navigate";
  checkPayload(parameters, flowAction);
  const title = parameters.text("flow_cta", { max: 20, code: 131009 });
  return { kind: "flow", title, ...(id !== undefined && { id }) };
}

function checkPayload(parameters: Fields, flowAction: string): void {
  const payload = parameters.optionalObject("flow_action_payload");
  if (payload === undefined) return;
  if (flowAction !== "navigate")
    throw new Refusal(131009, "Param flow_action_payload is allowed with the action navigate only.");
  payload.text("screen", { max: 200, code: 131009 });
  const data = payload.raw("data");
  if (data !== undefined && (!isJson(data) || Object.keys(data).length === 0))
    throw new Refusal(131009, "Param flow_action_payload['data'] must be an object that is not empty.");
}

function oneOf(fields: Fields, key: string, allowed: readonly string[]): string | undefined {
  const found = fields.optionalText(key, { max: 40 });
  if (found !== undefined && !allowed.includes(found.toLowerCase()))
    throw new Refusal(131009, `Param ${key} must be one of {${allowed.join(", ")}}.`);
  return found?.toLowerCase();
}
