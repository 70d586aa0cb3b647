import { TemplateState as StateMessage } from "@careline/contracts/notification/v1/events";
import type { Template as TemplateMessage } from "@careline/contracts/notification/v1/template_service";
import type { LibraryTemplate } from "../domain/template.ts";
import { draftOf, type TemplateRecord, type TemplateState } from "../domain/template-record.ts";

export const templateStates: Record<TemplateState, StateMessage> = {
  draft: StateMessage.DRAFT,
  "approved-here": StateMessage.APPROVED_HERE,
  submitted: StateMessage.SUBMITTED,
  approved: StateMessage.APPROVED,
  rejected: StateMessage.REJECTED,
  paused: StateMessage.PAUSED,
  disabled: StateMessage.DISABLED,
};

/** What a person of the clinic reads before they approve it, and where it stands. */
export function templateMessage(
  tenantId: string,
  template: LibraryTemplate,
  record: TemplateRecord = draftOf(template, template.category),
): TemplateMessage {
  const { name, language, wording, footer, buttons, variables } = template;
  const { state, category, previousCategory, quality, reason, history } = record;
  return {
    ...{ templateId: `${tenantId}/${name}/${language}`, templateName: name, language },
    ...{ state: templateStates[state], category, previousCategory, quality, reason },
    ...{ heading: "", wording, footer, buttons: [...buttons], variables: [...variables] },
    history: history.map((step) => ({ ...step, state: templateStates[step.state] })),
  };
}
