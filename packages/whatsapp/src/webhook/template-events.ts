import { at, dateOf, momentOf, textAt } from "../loose.ts";
import type { TemplateCategoryEvent, TemplateQualityEvent, TemplateStatusEvent } from "./account-event.ts";

export function templateStatusOf(value: unknown): TemplateStatusEvent | undefined {
  const template = templateOf(value);
  const event = textAt(value, "event");
  if (template === undefined || event === undefined) return undefined;
  const reason = textAt(value, "reason") ?? textAt(value, "rejection_info", "reason");
  return {
    kind: "template-status",
    ...template,
    event,
    reason: reason === "NONE" ? undefined : reason,
    title: textAt(value, "other_info", "title"),
    description:
      textAt(value, "other_info", "description") ?? textAt(value, "rejection_info", "recommendation"),
    category: textAt(value, "message_template_category"),
    disableDate: dateOf(at(value, "disable_info", "disable_date")),
  };
}

export function templateQualityOf(value: unknown): TemplateQualityEvent | undefined {
  const template = templateOf(value);
  const now = textAt(value, "new_quality_score");
  if (template === undefined || now === undefined) return undefined;
  return { kind: "template-quality", ...template, previous: textAt(value, "previous_quality_score"), now };
}

/**
 * What is announced names the category of today as `new_category` or `category`, and the coming one as
 * `correct_category`. What is done names the new one and the one before.
 */
export function templateCategoryOf(value: unknown): TemplateCategoryEvent | undefined {
  const template = templateOf(value);
  const coming = textAt(value, "correct_category");
  const today = textAt(value, "new_category") ?? textAt(value, "category");
  const next = coming ?? today;
  if (template === undefined || next === undefined) return undefined;
  return {
    kind: "template-category",
    ...template,
    previous: coming === undefined ? textAt(value, "previous_category") : today,
    next,
    isDone: coming === undefined,
    at: momentOf(at(value, "category_update_timestamp")),
  };
}

function templateOf(
  value: unknown,
): Pick<TemplateStatusEvent, "templateId" | "name" | "language"> | undefined {
  const name = textAt(value, "message_template_name");
  const language = textAt(value, "message_template_language")?.replace("-", "_");
  if (name === undefined || language === undefined) return undefined;
  return { templateId: textAt(value, "message_template_id"), name, language };
}
