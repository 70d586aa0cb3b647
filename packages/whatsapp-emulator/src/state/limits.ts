import type { EmulatorOptions, Limits } from "../options.ts";
import type { State } from "./state.ts";

const name = "limits";

/** The limits of now: those of the options, until others are ordered. */
export function limitsOf({ settings }: State, options: EmulatorOptions): Limits | "off" {
  const ordered = settings.get(name);
  return ordered === undefined ? (options.limits ?? "off") : (JSON.parse(ordered) as Limits | "off");
}

export function orderLimits({ settings }: State, limits: Limits | "off"): void {
  settings.put(name, JSON.stringify(limits));
}
