import { Fault } from "@careline/faults";
import type { Env } from "./service.ts";
import type { Setting } from "./setting.ts";

/** Settings by the names that the code uses, in groups. */
export interface Shape {
  readonly [name: string]: Setting<unknown> | Shape;
}

export type ConfigOf<Node> =
  Node extends Setting<infer Value> ? Value : { readonly [Name in keyof Node]: ConfigOf<Node[Name]> };

export interface Problem {
  readonly variable: string;
  readonly what: string;
}

/** Settings that are missing or wrong: all of them, each by name, none with its value. */
export class SettingsFault extends Fault {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super("invalid", problems.map(({ variable, what }) => `${variable}: ${what}`).join("\n"));
    this.problems = problems;
  }
}

/** Reads a configuration from variables. */
export interface ReadConfig<Config> {
  (env: Env): Config;
  readonly shape: Shape;
}

/** Turns a shape into its reader. One SettingsFault names every variable that is missing or wrong. */
export function settings<const S extends Shape>(shape: S): ReadConfig<ConfigOf<S>> {
  const read = (env: Env) => {
    const problems: Problem[] = [];
    const config = readGroup(shape, env, problems);
    if (problems.length > 0) throw new SettingsFault(problems);
    return config as ConfigOf<S>;
  };
  return Object.assign(read, { shape });
}

/** The table of a README. */
export function describeSettings(shape: Shape): string {
  const rows = settingsOf(shape).map(
    (setting) => `| \`${nameOf(setting)}\` | ${setting.kind} | ${shown(setting)} |`,
  );
  return ["| variable | kind | default |", "|---|---|---|", ...rows].join("\n");
}

/** Tells all problems at once, over several readers: a deployment is set right in one round. */
export function problemsOf(readers: readonly ((env: Env) => unknown)[], env: Env): readonly Problem[] {
  const found = readers.flatMap((read) => {
    try {
      read(env);
      return [];
    } catch (error) {
      if (error instanceof SettingsFault) return error.problems;
      throw error;
    }
  });
  return [...new Map(found.map((problem) => [problem.variable, problem])).values()];
}

function readGroup(group: Shape, env: Env, problems: Problem[]): Record<string, unknown> {
  const entries = Object.entries(group).map(([key, node]) => [
    key,
    isSetting(node) ? readOne(node, env, problems) : readGroup(node, env, problems),
  ]);
  return Object.fromEntries(entries) as Record<string, unknown>;
}

function readOne(setting: Setting<unknown>, env: Env, problems: Problem[]): unknown {
  const variable = nameOf(setting);
  try {
    // An empty variable is how deployment templates say nothing.
    const raw = setting.raw(env)?.trim() || undefined;
    if (raw === undefined && setting.fallback !== undefined) return setting.fallback;
    if (raw === undefined) return void problems.push({ variable, what: "missing" });
    const parsed = setting.schema.safeParse(raw);
    if (parsed.success) return parsed.data;
    return void problems.push({ variable, what: parsed.error.issues[0]?.message ?? "wrong" });
  } catch (error) {
    return void problems.push({ variable, what: error instanceof Error ? error.message : "wrong" });
  }
}

function settingsOf(group: Shape): readonly Setting<unknown>[] {
  return Object.values(group).flatMap((node) => (isSetting(node) ? [node] : settingsOf(node)));
}

// What an operator is told to set.
function nameOf({ variable, kind }: Setting<unknown>): string {
  return kind === "secret" ? `${variable}_FILE` : variable;
}

function shown({ shownDefault }: Setting<unknown>): string {
  if (shownDefault === undefined) return "must be set";
  return shownDefault === "" ? "empty" : `\`${shownDefault}\``;
}

function isSetting(node: Setting<unknown> | Shape): node is Setting<unknown> {
  return typeof node["variable"] === "string";
}
