import { Refusal } from "./refusal.ts";

/** Why a template is not taken, as template managers are told: 100 with a subcode of 2388xxx where one is known. */
export function templateRefusal(title: string, message: string, subcode?: number): Refusal {
  return new Refusal(100, undefined, {
    message: "Invalid parameter",
    userTitle: title,
    userMessage: message,
    ...(subcode !== undefined && { subcode }),
  });
}

/** A member that must be there and is not. */
export function missingField(component: string, field: string): Refusal {
  return templateRefusal(
    'Message template "components" param is missing expected field(s)',
    `component of type ${component} is missing expected field(s) (${field})`,
    2388043,
  );
}

export function tooLong(what: string, max: number): Refusal {
  return templateRefusal(
    "Character Limit Exceeded",
    `The ${what} can have at most ${max} characters.`,
    2388040,
  );
}
