export type Category = "UTILITY" | "MARKETING" | "AUTHENTICATION";

/** A message that may be said outside the customer service window, in one language, as it lies in the library. */
export interface LibraryTemplate {
  readonly name: string;
  /** As WhatsApp writes it: es, pt_BR. */
  readonly language: string;
  readonly category: Category;
  /** How long WhatsApp tries to deliver it; undefined: for 30 days. */
  readonly ttlMs: number | undefined;
  /** Its variables have names at WhatsApp too; else they are numbered in their order. */
  readonly isNamed: boolean;
  readonly wording: string;
  readonly footer: string;
  /** In the order in which they stand. */
  readonly variables: readonly string[];
  /** Labels of quick replies. */
  readonly buttons: readonly string[];
  /** As WhatsApp writes them: what is submitted. */
  readonly components: readonly Readonly<Record<string, unknown>>[];
}

/** The name and the language tell one from the other, here and at WhatsApp. */
export type TemplateName = Pick<LibraryTemplate, "name" | "language">;

export const isSame = (one: TemplateName, other: TemplateName): boolean =>
  one.name === other.name && one.language === other.language;

/** The templates that we know how to fill. */
export type Library = readonly LibraryTemplate[];
