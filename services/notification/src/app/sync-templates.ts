import { failpoint } from "@careline/faults";
import { recordKey } from "../domain/choose-template.ts";
import { isSame } from "../domain/template.ts";
import { afterLoss, afterSeen, draftOf, type Seen, type TemplateRecord } from "../domain/template-record.ts";
import type { TemplatePorts } from "./template-ports.ts";

/**
 * Asks WhatsApp where a clinic's templates stand. What is there already is adopted; what was there and is not any more
 * is gone. Again, it changes nothing.
 */
export function syncTemplates({ templates, metaTemplates, now }: TemplatePorts) {
  return async (tenantId: string, requestId: string): Promise<void> => {
    const askedAt = now();
    const seen = await metaTemplates.list(tenantId);
    const records = await templates.records(tenantId);
    failpoint("templates.before-sync");
    for (const template of templates.library) {
      const { name, language, category } = template;
      const found = seen.find((each) => isSame(each, template));
      const rule = (record: TemplateRecord) => {
        if (found !== undefined) return afterSeen(record, found, now());
        // An account with nothing in it is more likely a mistake than the loss of all.
        return seen.length === 0 ? undefined : afterLoss(record, askedAt, now());
      };
      const known = records.get(recordKey(name, language)) ?? draftOf(template, category);
      if (rule(known) !== undefined)
        await templates.change({ tenantId, name, language }, rule, {
          ...{ requestId, actor: "service:notification" },
        });
    }
    failpoint("templates.after-sync");
  };
}

/** Takes what WhatsApp says of one template by itself. What is none of the library's is passed over. */
export function hearOfTemplate({ templates, now }: TemplatePorts) {
  return async (
    tenantId: string,
    which: { readonly name: string; readonly language: string },
    seen: Seen,
    notes: { readonly requestId: string; readonly opened: readonly string[] },
  ): Promise<void> => {
    const template = templates.library.find((each) => isSame(each, which));
    if (template === undefined) return;
    const { name, language } = template;
    await templates.change({ tenantId, name, language }, (record) => afterSeen(record, seen, now()), {
      ...{ ...notes, actor: "service:notification" },
    });
  };
}
