import { isJson, listAt, textAt, type Json } from "./json.ts";

export interface FlowProblem extends Place {
  readonly error: string;
  readonly error_type: "FLOW_JSON_ERROR" | "JSON_SCHEMA_ERROR";
  readonly message: string;
}

interface Place {
  readonly line_start: number;
  readonly line_end: number;
  readonly column_start: number;
  readonly column_end: number;
}

/** A problem, and the text that it is about: where that stands first, the problem is shown. */
interface Found extends Pick<FlowProblem, "error" | "error_type" | "message"> {
  readonly about: string;
}

const screensMax = 100;

/** What is wrong with a Flow's JSON, as far as it shows without a phone: none, and it can be published. */
export function checkFlowJson(text: string): readonly FlowProblem[] {
  return problemsIn(text).map(({ about, ...found }) => ({ ...found, ...placeOf(about, text) }));
}

function placeOf(about: string, text: string): Place {
  const at = Math.max(0, text.indexOf(about));
  const line = text.slice(0, at).split("\n").length;
  const column = at - text.lastIndexOf("\n", at - 1);
  return { line_start: line, line_end: line, column_start: column, column_end: column + about.length };
}

function problemsIn(text: string): readonly Found[] {
  const flow = parsed(text);
  if (flow === undefined)
    return [problem("INVALID_JSON", "The file is not a JSON object.", "", "JSON_SCHEMA_ERROR")];
  const screens = listAt(flow, "screens");
  const ids = screens.map((screen) => textAt(screen, "id") ?? "");
  const routes = flow["routing_model"];
  return [
    ...(/^\d+\.\d+$/.test(textAt(flow, "version") ?? "")
      ? []
      : [problem("INVALID_PROPERTY_VALUE", "version must be given, such as 7.3.", '"version"')]),
    ...(screens.length >= 1 && screens.length <= screensMax
      ? []
      : [problem("INVALID_PROPERTY_VALUE", `screens must have 1 to ${screensMax} entries.`, '"screens"')]),
    ...ids
      .filter((id, at) => !/^[A-Za-z_]+$/.test(id) || id === "SUCCESS" || ids.indexOf(id) !== at)
      .map((id) =>
        problem(
          "INVALID_PROPERTY_VALUE",
          `"${id}" can not be the id of a screen, or is one already.`,
          `"${id}"`,
        ),
      ),
    ...screens
      .filter((screen) => !isJson(screen["layout"]))
      .map((screen) => textAt(screen, "id") ?? "")
      .map((id) => problem("MISSING_REQUIRED_PROPERTY", `The screen ${id} has no layout.`, `"${id}"`)),
    ...(screens.some((screen) => screen["terminal"] === true)
      ? []
      : [problem("MISSING_REQUIRED_PROPERTY", "One screen must be terminal.", '"screens"')]),
    ...(flow["data_api_version"] === undefined || isJson(routes)
      ? []
      : [problem("MISSING_REQUIRED_PROPERTY", "A Flow with an endpoint must have a routing_model.", "")]),
    ...(isJson(routes) ? unknownScreens(routes, ids) : []),
  ];
}

function unknownScreens(routes: Json, ids: readonly string[]): readonly Found[] {
  const named = [...Object.keys(routes), ...Object.values(routes).flat()];
  return named
    .filter((name) => typeof name !== "string" || !ids.includes(name))
    .map((name) =>
      problem("INVALID_ROUTING_MODEL", `There is no screen ${String(name)}.`, `"${String(name)}"`),
    );
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
  about: string,
  type: FlowProblem["error_type"] = "FLOW_JSON_ERROR",
): Found {
  return { error, error_type: type, message, about };
}
