import { auditRecorded, topics } from "@careline/contracts";
import type { Unit } from "@careline/store";
import type { OfTenant, TemplateNotes } from "../app/template-ports.ts";
import type { TemplateRecord } from "../domain/template-record.ts";
import { templateStates } from "./template-message.ts";

/** Says where a template stands now and records who put it there, in the transaction that changed it. */
export function tellTemplate(
  emit: Unit["emit"],
  { tenantId, name, language }: OfTenant,
  { state, category, reason, changedAt: at }: TemplateRecord,
  { requestId, actor, opened = [] }: TemplateNotes,
): void {
  const templateId = `${tenantId}/${name}/${language}`;
  const value = {
    ...{ templateId, templateName: name, language, state: templateStates[state], category, reason, at },
  };
  emit(topics.templateChanged, { key: templateId, tenantId, time: at, value });
  emit(topics.auditRecorded, {
    ...{ key: tenantId, tenantId, time: at },
    value: auditRecorded({
      ...{ service: "notification", actor, action: `template.${state}`, purpose: "operation", at, requestId },
      ...{ resourceType: "template", resourceId: `${name}/${language}`, opened: [...opened] },
    }),
  });
}
