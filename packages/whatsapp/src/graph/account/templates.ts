import { Fault } from "@careline/faults";
import type { Json } from "../../loose.ts";
import { at, listOf, objectOf, textAt } from "../../loose.ts";
import { call, everyPage } from "../call.ts";
import type { Graph } from "../call.ts";
import { json } from "../request.ts";

export type TemplateCategory = "AUTHENTICATION" | "UTILITY" | "MARKETING";

/** What an account has of a template, in one language. */
export interface AccountTemplate {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  /** Meta's word: APPROVED, PENDING, REJECTED, PAUSED, DISABLED, IN_APPEAL, PENDING_DELETION, ARCHIVED… */
  readonly status: string;
  readonly category: string;
  readonly subCategory?: string | undefined;
  readonly parameterFormat?: string | undefined;
  /** As Meta writes them. */
  readonly components: readonly Json[];
  /** GREEN, YELLOW, RED or UNKNOWN. */
  readonly quality?: string | undefined;
  readonly rejectedReason?: string | undefined;
  readonly previousCategory?: string | undefined;
  /** What Meta will change the category to. */
  readonly correctCategory?: string | undefined;
}

export interface TemplateDraft {
  /** a-z 0-9 _ */
  readonly name: string;
  readonly language: string;
  readonly category: TemplateCategory;
  /** How its variables are called; positional if left out. */
  readonly parameterFormat?: "NAMED" | "POSITIONAL" | undefined;
  /** As Meta writes them, with examples; never real patient data. */
  readonly components: readonly Json[];
  /** How long a message of it may wait for the phone. Meta: 30-43200 of utility, 30-900 of authentication. */
  readonly ttlSeconds?: number | undefined;
}

export interface TemplateFilter {
  readonly name?: string | undefined;
  readonly language?: string | undefined;
  readonly status?: string | undefined;
}

export interface Templates {
  /** All, however many pages. Fault("conflict") when they changed meanwhile: list them again. */
  list(wabaId: string, filter?: TemplateFilter): Promise<readonly AccountTemplate[]>;
  /** Fault("missing") where there is none. */
  get(templateId: string): Promise<AccountTemplate>;
  /** Submits one for review. Meta: 100 an hour. Fault("invalid") says what Meta does not like. */
  create(
    wabaId: string,
    draft: TemplateDraft,
  ): Promise<{ readonly id: string; readonly status: string; readonly category: string }>;
  /** Replaces what is given, and submits it again. Meta: an approved one once a day and ten times in 30 days. */
  edit(
    templateId: string,
    change: Partial<Pick<TemplateDraft, "category" | "components" | "ttlSeconds">>,
  ): Promise<void>;
  /** All languages of a name, or with an id only that one. Meta: an approved name cannot be used again for 30 days. */
  delete(
    wabaId: string,
    template: { readonly name: string; readonly id?: string | undefined },
  ): Promise<void>;
}

const fields =
  "id,name,language,status,category,sub_category,parameter_format,components,quality_score,rejected_reason," +
  "previous_category,correct_category";

/** An account's templates. Each call is tried once and throws a Fault with Meta's words. */
export function templatesOf(graph: Graph): Templates {
  return {
    async list(wabaId, filter = {}) {
      const path = [wabaId, "message_templates"];
      const query = { fields, limit: "100", ...filter };
      return (await everyPage(graph, "account", { method: "GET", path, query })).flatMap(
        (one) => templateOf(one) ?? [],
      );
    },
    async get(templateId) {
      const answer = await call(graph, "account", { method: "GET", path: [templateId], query: { fields } });
      const template = templateOf(answer);
      if (template === undefined) throw new Fault("unavailable", "WhatsApp: a template without a name");
      return template;
    },
    async create(wabaId, draft) {
      const { name, language } = draft;
      const format = draft.parameterFormat === undefined ? {} : { parameter_format: draft.parameterFormat };
      const body = json({ name, language, ...format, ...changeOf(draft) });
      const answer = await call(graph, "account", {
        method: "POST",
        path: [wabaId, "message_templates"],
        body,
      });
      const id = textAt(answer, "id");
      if (id === undefined) throw new Fault("unavailable", "WhatsApp: a template was created without an id");
      const status = textAt(answer, "status") ?? "PENDING";
      return { id, status, category: textAt(answer, "category") ?? draft.category };
    },
    async edit(templateId, change) {
      await call(graph, "account", { method: "POST", path: [templateId], body: json(changeOf(change)) });
    },
    async delete(wabaId, { name, id }) {
      const query = { name, hsm_id: id };
      await call(graph, "account", { method: "DELETE", path: [wabaId, "message_templates"], query });
    },
  };
}

function changeOf({ category, components, ttlSeconds }: Parameters<Templates["edit"]>[1]): Json {
  return {
    ...(category === undefined ? {} : { category }),
    ...(components === undefined ? {} : { components }),
    ...(ttlSeconds === undefined ? {} : { message_send_ttl_seconds: ttlSeconds }),
  };
}

function templateOf(found: unknown): AccountTemplate | undefined {
  const id = textAt(found, "id");
  const name = textAt(found, "name");
  const language = textAt(found, "language");
  if (id === undefined || name === undefined || language === undefined) return undefined;
  return {
    id,
    name,
    language,
    status: textAt(found, "status") ?? "UNKNOWN",
    category: textAt(found, "category") ?? "UNKNOWN",
    subCategory: textAt(found, "sub_category"),
    parameterFormat: textAt(found, "parameter_format"),
    components: listOf(at(found, "components"))
      .map(objectOf)
      .filter((one) => one !== undefined),
    quality: textAt(found, "quality_score", "score"),
    rejectedReason: reasonIn(textAt(found, "rejected_reason")),
    previousCategory: textAt(found, "previous_category"),
    correctCategory: textAt(found, "correct_category"),
  };
}

function reasonIn(text: string | undefined): string | undefined {
  return text === "NONE" ? undefined : text;
}
