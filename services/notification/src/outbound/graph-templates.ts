import type { Clinics } from "@careline/runtime";
import { type AccountTemplate, type Graph, templatesOf } from "@careline/whatsapp";
import type { MetaTemplates } from "../app/template-ports.ts";
import type { TemplateName } from "../domain/template.ts";
import type { Seen } from "../domain/template-record.ts";
import { reasonInWords, stateOfWord } from "../domain/template-words.ts";

/** The templates of each clinic's account at WhatsApp. */
export function graphTemplates(graph: Graph, clinics: Clinics): MetaTemplates {
  const templates = templatesOf(graph);
  const accountOf = (tenantId: string) => clinics.of(tenantId).whatsapp.wabaId;
  return {
    list: async (tenantId) => (await templates.list(accountOf(tenantId))).map(seenOf),
    async find(tenantId, { name, language }) {
      const found = await templates.list(accountOf(tenantId), { name, language });
      // Meta takes the name for a part of one.
      const one = found.find((each) => each.name === name && each.language === language);
      return one === undefined ? undefined : seenOf(one);
    },
    async submit(tenantId, { name, language, category, isNamed, components, ttlMs }) {
      const created = await templates.create(accountOf(tenantId), {
        ...{ name, language, category, components, parameterFormat: isNamed ? "NAMED" : "POSITIONAL" },
        ttlSeconds: ttlMs === undefined ? undefined : ttlMs / 1_000,
      });
      return { state: stateOfWord(created.status) ?? "submitted", category: created.category };
    },
  };
}

function seenOf({
  name,
  language,
  status,
  category,
  quality,
  rejectedReason,
}: AccountTemplate): TemplateName & Seen {
  const reason = reasonInWords(rejectedReason);
  return {
    ...{ name, language, state: stateOfWord(status), category, quality },
    ...(reason !== "" && { reason }),
  };
}
