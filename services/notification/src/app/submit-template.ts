import { Fault, failpoint } from "@careline/faults";
import { isSame } from "../domain/template.ts";
import { afterFailure, afterSeen } from "../domain/template-record.ts";
import type { OfTenant, TemplatePorts } from "./template-ports.ts";

/**
 * Submits a template that the clinic has approved. It looks first: what an earlier try, or somebody by hand, has
 * submitted already is taken as it is. A failure for now is tried again, later each time.
 */
export function submitTemplate({ templates, metaTemplates, now }: TemplatePorts) {
  return async (which: OfTenant): Promise<void> => {
    const template = templates.library.find((each) => isSame(each, which));
    if (template === undefined) return;
    const { tenantId } = which;
    const notes = { requestId: `submit ${which.name}/${which.language}`, actor: "service:notification" };
    const find = () => metaTemplates.find(tenantId, which);
    try {
      failpoint("template.before-submit");
      const seen = (await find()) ?? (await metaTemplates.submit(tenantId, template));
      failpoint("template.after-submit");
      await templates.change(which, (record) => afterSeen(record, seen, now()), notes);
    } catch (error) {
      // Of two that submit it at once one is refused, and finds what the other did.
      const seen = isForGood(error) ? await find() : undefined;
      await templates.change(
        which,
        (record) =>
          seen === undefined
            ? afterFailure(record, { isForGood: isForGood(error), reason: wordsOf(error) }, now())
            : afterSeen(record, seen, now()),
        notes,
      );
    }
  };
}

function isForGood(error: unknown): boolean {
  return error instanceof Fault && error.kind === "invalid";
}

function wordsOf(error: unknown): string {
  return error instanceof Fault ? error.message : "a mistake of our own";
}
