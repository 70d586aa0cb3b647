import { isJson, listAt, textAt, type Json } from "./json.ts";

export interface FlowProblem {
  readonly error: string;
  readonly error_type: "FLOW_JSON_ERROR" | "JSON_SCHEMA_ERROR";
  readonly message: string;
}

const screensMax = 100;

/** What is wrong with a Flow's JSON, as far as it shows without a phone: none, and it can be published. */
export function checkFlowJson(text: string): readonly FlowProblem[] {
  const flow = parsed(text);
  if (flow === undefined)
    return [problem("INVALID_JSON", "The file is not a JSON object.", "JSON_SCHEMA_ERROR")];
  const screens = listAt(flow, "screens");
  const ids = screens.map((screen) => textAt(screen, "id") ?? "");
  const routes = flow["routing_model"];
  return [
    ...(/^\d+\.\d+$/.test(textAt(flow, "version") ?? "")
      ? []
      : [problem("INVALID_PROPERTY_VALUE", "version must be given, such as 7.3.")]),
    ...(screens.length >= 1 && screens.length <= screensMax
      ? []
      : [problem("INVALID_PROPERTY_VALUE", `screens must have 1 to ${screensMax} entries.`)]),
    ...ids
      .filter((id, at) => !/^[A-Za-z_]+$/.test(id) || id === "SUCCESS" || ids.indexOf(id) !== at)
      .map((id) =>
        problem("INVALID_PROPERTY_VALUE", `"${id}" can not be the id of a screen, or is one already.`),
      ),
    ...screens
      .filter((screen) => !isJson(screen["layout"]))
      .map((screen) =>
        problem("MISSING_REQUIRED_PROPERTY", `The screen ${textAt(screen, "id") ?? ""} has no layout.`),
      ),
    ...(screens.some((screen) => screen["terminal"] === true)
      ? []
      : [problem("MISSING_REQUIRED_PROPERTY", "One screen must be terminal.")]),
    ...(flow["data_api_version"] === undefined || isJson(routes)
      ? []
      : [problem("MISSING_REQUIRED_PROPERTY", "A Flow with an endpoint must have a routing_model.")]),
    ...(isJson(routes) ? unknownScreens(routes, ids) : []),
  ];
}

function unknownScreens(routes: Json, ids: readonly string[]): readonly FlowProblem[] {
  const named = [...Object.keys(routes), ...Object.values(routes).flat()];
  return named
    .filter((name) => typeof name !== "string" || !ids.includes(name))
    .map((name) => problem("INVALID_ROUTING_MODEL", `There is no screen ${String(name)}.`));
}

function parsed(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJson(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function problem(
  error: string,
  message: string,
  type: FlowProblem["error_type"] = "FLOW_JSON_ERROR",
): FlowProblem {
  return { error, error_type: type, message };
}
