import type { Library, LibraryTemplate, TemplateName } from "../domain/template.ts";
import type { Seen, TemplateRecord } from "../domain/template-record.ts";

export interface TemplateNotes {
  readonly requestId: string;
  /** Who did it: service:notification, staff:<id>. */
  readonly actor: string;
  /** Labels of sealed values that were opened for it. */
  readonly opened?: readonly string[];
}

export interface OfTenant extends TemplateName {
  readonly tenantId: string;
}

/** Where the templates of the library stand for each clinic. */
export interface Templates {
  readonly library: Library;
  /** By `recordKey`; none yet of what nobody has touched. */
  records(tenantId: string): Promise<ReadonlyMap<string, TemplateRecord>>;
  /** The same as it was a second ago at most: for each send. */
  recently(tenantId: string): Promise<ReadonlyMap<string, TemplateRecord>>;
  /** Applies a rule to a record as it is now, and tells and records what came of it, in one transaction. */
  change(
    which: OfTenant,
    rule: (record: TemplateRecord) => TemplateRecord | undefined,
    notes: TemplateNotes,
  ): Promise<TemplateRecord | undefined>;
  toSubmit(now: Date): Promise<readonly OfTenant[]>;
}

/** WhatsApp's own list. All throw a Fault: "invalid" for what it will never take. */
export interface MetaTemplates {
  list(tenantId: string): Promise<readonly (TemplateName & Seen)[]>;
  find(tenantId: string, which: TemplateName): Promise<Seen | undefined>;
  submit(tenantId: string, template: LibraryTemplate): Promise<Seen>;
}

export interface TemplatePorts {
  readonly templates: Templates;
  readonly metaTemplates: MetaTemplates;
  readonly now: () => Date;
}
