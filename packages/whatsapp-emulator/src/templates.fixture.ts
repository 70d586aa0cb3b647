import type { Template } from "./rules/template.ts";

export const reminder: Template = {
  name: "visit_reminder",
  language: "en",
  category: "UTILITY",
  parameter_format: "NAMED",
  components: [
    { type: "HEADER", format: "TEXT", text: "Your visit" },
    { type: "BODY", text: "Your visit at {{clinic}} is on {{when}}. See you then." },
    { type: "FOOTER", text: "Reply STOP to opt out" },
    {
      type: "BUTTONS",
      buttons: [
        { type: "QUICK_REPLY", text: "Confirm" },
        { type: "QUICK_REPLY", text: "Move" },
        { type: "URL", text: "Directions", url: "https://example.org/{{1}}" },
      ],
    },
  ],
};

export const paused: Template = { ...reminder, name: "paused_one", status: "PAUSED" };

export function reminderSend(when = "Tue 10:15"): Record<string, unknown> {
  return {
    type: "template",
    template: {
      name: "visit_reminder",
      language: { code: "en" },
      components: [
        {
          type: "body",
          parameters: [
            { type: "text", parameter_name: "clinic", text: "Harbour Clinic" },
            { type: "text", parameter_name: "when", text: when },
          ],
        },
        {
          type: "button",
          sub_type: "quick_reply",
          index: "0",
          parameters: [{ type: "payload", payload: "confirm:8f3c" }],
        },
        { type: "button", sub_type: "url", index: 2, parameters: [{ type: "text", text: "t/8f3c" }] },
      ],
    },
  };
}
