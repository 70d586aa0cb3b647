import type { Context } from "hono";
import { lengthOf } from "../rules/fields.ts";
import { isJson, textAt } from "../rules/json.ts";
import type { BusinessNumber } from "../state/model.ts";
import { changeDetails, detailsOf } from "../state/number-details.ts";
import type { World } from "../world.ts";
import { invalid, paramsOf } from "./params.ts";

// Meta: 30 commands with names of 32 and hints of 256 characters; 4 prompts of 80, without emoji.
const limits = { commands: 30, name: 32, hint: 256, prompts: 4, prompt: 80 } as const;

/** POST /{phone-number-id}/conversational_automation */
export async function changeAutomationRoute(
  { state }: World,
  call: Context,
  number: BusinessNumber,
): Promise<Response> {
  const asked = await paramsOf(call);
  const { automation } = detailsOf(state, number.phoneNumberId);
  const welcome = asked["enable_welcome_message"];
  const next = {
    ...automation,
    ...(welcome !== undefined && { enable_welcome_message: String(welcome) === "true" }),
    ...(asked["commands"] !== undefined && { commands: commandsOf(asked["commands"]) }),
    ...(asked["prompts"] !== undefined && { prompts: promptsOf(asked["prompts"]) }),
  };
  changeDetails(state, number.phoneNumberId, { automation: next });
  return call.json({ success: true });
}

function commandsOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value) || value.length > limits.commands)
    throw invalid(`Param commands must be a list of at most ${limits.commands}.`);
  return value.map((each: unknown) => {
    const name = (textAt(each, "command_name") ?? "").replace(/^\//, "");
    const hint = textAt(each, "command_description") ?? "";
    if (!isJson(each) || name === "" || lengthOf(name) > limits.name || lengthOf(hint) > limits.hint)
      throw invalid(
        `A command has a name of 1 to ${limits.name} and a hint of at most ${limits.hint} characters.`,
      );
    return { command_name: name, command_description: hint };
  });
}

function promptsOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value) || value.length > limits.prompts)
    throw invalid(`Param prompts must be a list of at most ${limits.prompts}.`);
  return value.map((each: unknown) => {
    const isGood =
      typeof each === "string" &&
      each !== "" &&
      lengthOf(each) <= limits.prompt &&
      !/\p{Extended_Pictographic}/u.test(each);
    if (!isGood) throw invalid(`A prompt has 1 to ${limits.prompt} characters and no emoji.`);
    return each;
  });
}
