import { TemplateServiceDefinition } from "@careline/contracts/notification/v1/template_service";
import { Fault } from "@careline/faults";
import { type Bound, handlers } from "@careline/rpc";
import { approveTemplate } from "../app/approve-template.ts";
import { syncTemplates } from "../app/sync-templates.ts";
import type { TemplatePorts } from "../app/template-ports.ts";
import { recordKey } from "../domain/choose-template.ts";
import { templateMessage } from "../outbound/template-message.ts";

/** `submit` is told that something waits to be submitted. */
export function templateRpc(ports: TemplatePorts, submit: () => void): Bound {
  const approve = approveTemplate(ports);
  const sync = syncTemplates(ports);
  const all = async (tenantId: string) => {
    const records = await ports.templates.records(tenantId);
    return ports.templates.library.map((template) =>
      templateMessage(tenantId, template, records.get(recordKey(template.name, template.language))),
    );
  };
  return handlers(
    TemplateServiceDefinition,
    {
      listTemplates: async (_request, { tenantId }) => ({ templates: await all(tenantId) }),
      async approveTemplate({ templateName: name, language, staffId }, { tenantId, requestId }) {
        if (!/^[\w.@-]{1,80}$/.test(staffId)) throw new Fault("invalid", "staff_id: who approves it?");
        await approve(tenantId, { name, language, staffId }, requestId);
        submit();
        const isAsked = (each: { templateName: string; language: string }) =>
          each.templateName === name && (language === "" || each.language === language);
        return { templates: (await all(tenantId)).filter(isAsked) };
      },
      async syncTemplates(_request, { tenantId, requestId }) {
        await sync(tenantId, requestId);
        return { templates: await all(tenantId) };
      },
    },
    { allow: ["conversation", "gateway", "operator"] },
  );
}
