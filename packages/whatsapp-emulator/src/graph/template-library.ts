import type { Context } from "hono";
import { textAt, type Json } from "../rules/json.ts";
import type { Submitted } from "../rules/new-template.ts";
import { pageOf } from "../rules/paging.ts";
import { templateRefusal } from "../rules/template-refusal.ts";
import type { TemplateButton } from "../rules/template.ts";
import type { World } from "../world.ts";

interface LibraryTemplate {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  readonly usecase: string;
  readonly body: string;
  readonly params: readonly string[];
  readonly buttons: readonly TemplateButton[];
}

const confirm: readonly TemplateButton[] = [
  { type: "QUICK_REPLY", text: "Confirm" },
  { type: "QUICK_REPLY", text: "Reschedule" },
];
const confirmar: readonly TemplateButton[] = [
  { type: "QUICK_REPLY", text: "Confirmar" },
  { type: "QUICK_REPLY", text: "Cambiar" },
];

// A few of what Meta offers, in words of ours.
const library: readonly LibraryTemplate[] = [
  {
    id: "7000000000000001",
    name: "appointment_reminder_1",
    language: "en_US",
    usecase: "APPOINTMENT_REMINDER",
    body: "Hello {{1}}, this is a reminder of your appointment with {{2}} on {{3}} at {{4}}. We look forward to seeing you.",
    params: ["Jim", "Harbour Clinic", "1 January", "10:15"],
    buttons: confirm,
  },
  {
    id: "7000000000000002",
    name: "appointment_cancellation_1",
    language: "en_US",
    usecase: "APPOINTMENT_CANCELLATION",
    body: "Hello {{1}}, your appointment with {{2}} on {{3}} has been cancelled. Write to us to choose another time.",
    params: ["Jim", "Harbour Clinic", "1 January"],
    buttons: [],
  },
  {
    id: "7000000000000003",
    name: "appointment_reminder_1",
    language: "es",
    usecase: "APPOINTMENT_REMINDER",
    body: "Hola, {{1}}: te recordamos tu cita con {{2}} el {{3}} a las {{4}}. Te esperamos con mucho gusto.",
    params: ["Ana", "Clínica del Puerto", "1 de enero", "10:15"],
    buttons: confirmar,
  },
];

/** GET /message_template_library */
export function libraryRoute(_: World, call: Context): Response {
  const { search, language, usecase, topic, industry, name, ...query } = call.req.query();
  const found = library.filter(
    (each) =>
      (language === undefined || each.language === language) &&
      (usecase === undefined || each.usecase === usecase) &&
      (name === undefined || each.name === name) &&
      (topic === undefined || topic === "EVENT_REMINDER") &&
      (industry === undefined || industry === "HEALTHCARE") &&
      (search === undefined || `${each.name} ${each.body}`.toLowerCase().includes(search.toLowerCase())),
  );
  const { items, paging } = pageOf(found, query, ({ id }) => Number(id), call.req.url);
  return call.json({ data: items.map(asTold), paging });
}

function asTold({ id, name, language, usecase, body, params, buttons }: LibraryTemplate): Json {
  return {
    id,
    name,
    language,
    category: "UTILITY",
    topic: "EVENT_REMINDER",
    usecase,
    industry: ["HEALTHCARE"],
    body,
    body_params: params,
    body_param_types: params.map(() => "TEXT"),
    buttons,
  };
}

/** The template that `library_template_name` asks for. */
export function fromLibrary(body: Json, language: string): Submitted {
  const name = textAt(body, "library_template_name");
  const found = library.find((each) => each.name === name && each.language === language);
  if (found === undefined)
    throw templateRefusal("Library Template Not Found", "There is no such template in the library.");
  return {
    category: "UTILITY",
    parameter_format: "POSITIONAL",
    components: [
      { type: "BODY", text: found.body, example: { body_text: [found.params] } },
      ...(found.buttons.length === 0 ? [] : [{ type: "BUTTONS" as const, buttons: found.buttons }]),
    ],
  };
}
