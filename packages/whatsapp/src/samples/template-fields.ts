import type { AccountFieldSample } from "./account-field-sample.ts";

const ids = {
  message_template_id: 1689556908129832,
  message_template_name: "visit_reminder",
  message_template_language: "en-US",
};
const template = { templateId: "1689556908129832", name: "visit_reminder", language: "en_US" };

export const templateFields: readonly AccountFieldSample[] = [
  [
    "message_template_status_update",
    { event: "APPROVED", ...ids, reason: "NONE", message_template_category: "UTILITY" },
    {
      kind: "template-status",
      ...template,
      event: "APPROVED",
      reason: undefined,
      title: undefined,
      description: undefined,
      category: "UTILITY",
      disableDate: undefined,
    },
  ],
  [
    "message_template_status_update",
    {
      event: "REJECTED",
      ...ids,
      reason: "INVALID_FORMAT",
      rejection_info: { reason: "INVALID_FORMAT", recommendation: "Do not begin with a variable" },
    },
    {
      kind: "template-status",
      ...template,
      event: "REJECTED",
      reason: "INVALID_FORMAT",
      title: undefined,
      description: "Do not begin with a variable",
      category: undefined,
      disableDate: undefined,
    },
  ],
  [
    "message_template_status_update",
    {
      event: "PAUSED",
      ...ids,
      message_template_language: "es",
      reason: null,
      other_info: { title: "FIRST_PAUSE", description: "Paused for 3 hours: low quality" },
    },
    {
      kind: "template-status",
      ...template,
      language: "es",
      event: "PAUSED",
      reason: undefined,
      title: "FIRST_PAUSE",
      description: "Paused for 3 hours: low quality",
      category: undefined,
      disableDate: undefined,
    },
  ],
  [
    "message_template_status_update",
    { event: "DISABLED", ...ids, reason: "ABUSIVE_CONTENT", disable_info: { disable_date: "1764000000" } },
    {
      kind: "template-status",
      ...template,
      event: "DISABLED",
      reason: "ABUSIVE_CONTENT",
      title: undefined,
      description: undefined,
      category: undefined,
      disableDate: new Date("2025-11-24T16:00:00Z"),
    },
  ],
  [
    "message_template_quality_update",
    { previous_quality_score: "GREEN", new_quality_score: "YELLOW", ...ids },
    { kind: "template-quality", ...template, previous: "GREEN", now: "YELLOW" },
  ],
  [
    "template_category_update",
    {
      ...ids,
      new_category: "UTILITY",
      correct_category: "MARKETING",
      category_update_timestamp: 1763886400,
    },
    {
      kind: "template-category",
      ...template,
      previous: "UTILITY",
      next: "MARKETING",
      isDone: false,
      at: new Date("2025-11-23T08:26:40Z"),
    },
  ],
  [
    "template_category_update",
    { ...ids, previous_category: "UTILITY", new_category: "MARKETING" },
    {
      kind: "template-category",
      ...template,
      previous: "UTILITY",
      next: "MARKETING",
      isDone: true,
      at: undefined,
    },
  ],
  [
    "template_correct_category_detection",
    { ...ids, category: "UTILITY", correct_category: "MARKETING" },
    {
      kind: "template-category",
      ...template,
      previous: "UTILITY",
      next: "MARKETING",
      isDone: false,
      at: undefined,
    },
  ],
  [
    "message_template_components_update",
    {
      ...ids,
      message_template_title: "Your visit",
      message_template_element: "We expect you on {{1}}.",
      message_template_footer: "Clinic",
      message_template_buttons: [{ message_template_button_type: "QUICK_REPLY" }],
    },
    undefined,
  ],
];
