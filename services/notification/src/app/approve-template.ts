import { Fault, failpoint } from "@careline/faults";
import { approvedHere } from "../domain/template-record.ts";
import type { TemplatePorts } from "./template-ports.ts";

/** Somebody of the clinic wants a template submitted, in one language or in all. Again, it changes nothing. */
export function approveTemplate({ templates, now }: TemplatePorts) {
  return async (
    tenantId: string,
    {
      name,
      language,
      staffId,
    }: { readonly name: string; readonly language: string; readonly staffId: string },
    requestId: string,
  ): Promise<void> => {
    const wanted = templates.library.filter(
      (each) => each.name === name && (language === "" || each.language === language),
    );
    if (wanted.length === 0) throw new Fault("missing", "no such template");
    failpoint("template.before-approve");
    for (const each of wanted)
      await templates.change(
        { tenantId, name, language: each.language },
        (record) => approvedHere(record, staffId, now()),
        { requestId, actor: `staff:${staffId}` },
      );
    failpoint("template.after-approve");
  };
}
