import { Fault } from "@careline/faults";
import { listed, oneTo } from "../../bodies/limits.ts";
import { at, listOf, textAt, textOf } from "../../loose.ts";
import { call } from "../call.ts";
import type { Graph } from "../call.ts";
import { json } from "../request.ts";

export interface Command {
  /** What follows the slash. Meta: 32 characters. */
  readonly name: string;
  /** Meta: 256 characters. */
  readonly hint: string;
}

/** What a chat offers before anything was said. Taps on it arrive as plain text. */
export interface Automation {
  /** Whether we are told when a chat is opened for the first time. */
  readonly welcome: boolean;
  /** Meta: 30 at most. */
  readonly commands: readonly Command[];
  /** Ice breakers. Meta: four at most, of 80 characters, without emoji. */
  readonly prompts: readonly string[];
}

export interface Automations {
  get(phoneNumberId: string): Promise<Automation>;
  /** Replaces all of it. */
  set(phoneNumberId: string, automation: Automation): Promise<void>;
}

/** Conversational components. Each call is tried once and throws a Fault with Meta's words. */
export function automationsOf(graph: Graph): Automations {
  return {
    async get(phoneNumberId) {
      const query = { fields: "conversational_automation" };
      const answer = await call(graph, "account", { method: "GET", path: [phoneNumberId], query });
      const found = at(answer, "conversational_automation");
      return {
        welcome: at(found, "enable_welcome_message") === true,
        commands: listOf(at(found, "commands")).map((one) => ({
          name: textAt(one, "command_name") ?? "",
          hint: textAt(one, "command_description") ?? "",
        })),
        prompts: listOf(at(found, "prompts")).flatMap((one) => textOf(one) ?? []),
      };
    },
    async set(phoneNumberId, { welcome, commands, prompts }) {
      const body = json({
        enable_welcome_message: welcome,
        commands: listed(0, 30, "commands", commands).map(({ name, hint }) => ({
          command_name: oneTo(32, "command name", name),
          command_description: oneTo(256, "command hint", hint),
        })),
        prompts: listed(0, 4, "prompts", prompts).map(promptOf),
      });
      await call(graph, "account", {
        method: "POST",
        path: [phoneNumberId, "conversational_automation"],
        body,
      });
    },
  };
}

function promptOf(text: string): string {
  if (/\p{Extended_Pictographic}/u.test(text)) throw new Fault("invalid", "prompt: emoji");
  return oneTo(80, "prompt", text);
}
