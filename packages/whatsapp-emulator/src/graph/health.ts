import { firstAppId } from "../webhook/apps.ts";
import type { Json } from "../rules/json.ts";
import type { BusinessNumber } from "../state/model.ts";
import type { KeptTemplate } from "../state/templates.ts";

type Health = "AVAILABLE" | "LIMITED" | "BLOCKED";

interface Entity {
  readonly type: "PHONE_NUMBER" | "WABA" | "BUSINESS" | "APP" | "MESSAGE_TEMPLATE";
  readonly id: string;
  readonly health: Health;
  readonly error?: { readonly code: number; readonly description: string; readonly solution: string };
}

/** Whether messages can go out, by everything that has a say: the worst decides. */
export function healthOf(wabaId: string, number?: BusinessNumber, template?: KeptTemplate): Json {
  const entities: readonly Entity[] = [
    ...(template === undefined ? [] : [ofTemplate(template)]),
    ...(number === undefined ? [] : [ofNumber(number)]),
    { type: "WABA", id: wabaId, health: "AVAILABLE" },
    { type: "BUSINESS", id: businessId, health: "AVAILABLE" },
    { type: "APP", id: firstAppId, health: "AVAILABLE" },
  ];
  const ranks: readonly Health[] = ["AVAILABLE", "LIMITED", "BLOCKED"];
  const worst = entities.reduce((most, { health }) => Math.max(most, ranks.indexOf(health)), 0);
  return { can_send_message: ranks[worst], entities: entities.map(told) };
}

export const businessId = "100000000000002";

function told({ type, id, health, error }: Entity): Json {
  return {
    entity_type: type,
    id,
    can_send_message: health,
    ...(error !== undefined && {
      errors: [
        {
          error_code: error.code,
          error_description: error.description,
          possible_solution: error.solution,
        },
      ],
    }),
  };
}

function ofNumber({ phoneNumberId, isRegistered, quality }: BusinessNumber): Entity {
  const base = { type: "PHONE_NUMBER", id: phoneNumberId } as const;
  if (!isRegistered) {
    const error = {
      code: 141000,
      description: "The phone number is not registered.",
      solution: "Register the phone number.",
    };
    return { ...base, health: "BLOCKED", error };
  }
  return { ...base, health: quality === "RED" ? "LIMITED" : "AVAILABLE" };
}

function ofTemplate({ id, status }: KeptTemplate): Entity {
  const base = { type: "MESSAGE_TEMPLATE", id } as const;
  if (status === "APPROVED") return { ...base, health: "AVAILABLE" };
  const error = {
    code: 141001,
    description: `The template has the status ${status}.`,
    solution: "Send another template.",
  };
  return { ...base, health: "BLOCKED", error };
}
