import type { Store } from "@careline/store";
import type { OfTenant, Templates } from "../app/template-ports.ts";
import { recordKey } from "../domain/choose-template.ts";
import { type Library, isSame } from "../domain/template.ts";
import { draftOf, type TemplateRecord } from "../domain/template-record.ts";
import { remembered } from "./remembered.ts";
import { tellTemplate } from "./tell-template.ts";

interface TemplateDocument extends Omit<TemplateRecord, "submitAt"> {
  /** tenant/name/language */
  _id: string;
  tenantId: string;
  submitAt: Date | null;
}

type Records = ReadonlyMap<string, TemplateRecord>;

const freshMs = 1_000;

/** `onTrouble` is told of each record that tells of a template which may not be used any more. */
export function mongoTemplates(
  store: Store,
  library: Library,
  onTrouble: (tenantId: string, record: TemplateRecord) => void,
): Templates {
  const documents = store.collection<TemplateDocument>("templates");

  async function records(tenantId: string): Promise<Records> {
    const found = await documents.find({ tenantId }).toArray();
    return new Map(found.map((each) => [recordKey(each.name, each.language), recordOf(each)]));
  }

  const recently = remembered(freshMs, records);
  return {
    library,
    records,
    recently,
    async change(which, rule, notes) {
      const { tenantId, name, language } = which;
      const _id = idOf(which);
      const { before, after } = await store.unit(async ({ session, emit }) => {
        const found = await documents.findOne({ _id }, { session });
        const category = library.find((each) => isSame(each, which))?.category ?? "UTILITY";
        const before = found === null ? draftOf({ name, language }, category) : recordOf(found);
        const after = rule(before);
        if (after === undefined) return { before, after };
        const row = { ...after, _id, tenantId, submitAt: after.submitAt ?? null };
        await documents.replaceOne({ _id }, row, { session, upsert: true });
        if (after.history.length > before.history.length) tellTemplate(emit, which, after, notes);
        return { before, after };
      });
      if (after === undefined) return undefined;
      recently.forget(tenantId);
      const isTrouble = ["rejected", "paused", "disabled"].includes(after.state);
      if (after.history.length > before.history.length && (isTrouble || after.category !== before.category))
        onTrouble(tenantId, after);
      return after;
    },
    async toSubmit(now) {
      const due = documents.find({ state: "approved-here", submitAt: { $lte: now } });
      return due.project<OfTenant>({ _id: 0, tenantId: 1, name: 1, language: 1 }).limit(100).toArray();
    },
  };
}

const idOf = ({ tenantId, name, language }: OfTenant) => `${tenantId}/${name}/${language}`;

function recordOf(document: TemplateDocument): TemplateRecord {
  const { name, language, state, category, previousCategory, quality, reason, changedAt } = document;
  const { history, submitAt, attempts } = document;
  return {
    ...{ name, language, state, category, previousCategory, quality, reason, changedAt },
    ...{ history, submitAt: submitAt ?? undefined, attempts },
  };
}
