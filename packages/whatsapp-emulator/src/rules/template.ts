/** A template as Meta's management API describes it. */
export interface Template {
  readonly id?: string;
  readonly name: string;
  readonly language: string;
  readonly category: "UTILITY" | "MARKETING" | "AUTHENTICATION";
  readonly status?: TemplateStatus;
  readonly parameter_format?: "POSITIONAL" | "NAMED";
  readonly components: readonly TemplateComponent[];
  /** How long it is tried to deliver. */
  readonly message_send_ttl_seconds?: number;
}

export const templateStatuses = [
  "APPROVED",
  "PENDING",
  "REJECTED",
  "PAUSED",
  "DISABLED",
  "ARCHIVED",
  "IN_APPEAL",
  "PENDING_DELETION",
  "LIMIT_EXCEEDED",
] as const;

export type TemplateStatus = (typeof templateStatuses)[number];

export type TemplateComponent =
  | {
      readonly type: "HEADER";
      readonly format: "TEXT" | "IMAGE" | "VIDEO" | "DOCUMENT" | "LOCATION" | "GIF";
      readonly text?: string;
      readonly example?: unknown;
    }
  | { readonly type: "BODY"; readonly text: string; readonly example?: unknown }
  | { readonly type: "FOOTER"; readonly text: string }
  | { readonly type: "BUTTONS"; readonly buttons: readonly TemplateButton[] };

export interface TemplateButton {
  readonly type:
    | "QUICK_REPLY"
    | "URL"
    | "PHONE_NUMBER"
    | "COPY_CODE"
    | "FLOW"
    | "VOICE_CALL"
    | "REQUEST_CONTACT_INFO";
  readonly text: string;
  readonly url?: string;
  readonly phone_number?: string;
  readonly flow_id?: string;
  readonly flow_name?: string;
  readonly flow_action?: "navigate" | "data_exchange";
  readonly navigate_screen?: string;
  readonly example?: unknown;
}

/** The variables of a text in order of first use: `1`, `2` or names. */
export function variablesOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map((match) => match[1] ?? ""))];
}

export function fill(text: string, values: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (hole: string, name: string) => values.get(name) ?? hole);
}

/** Template ids are decimal in Meta's world; ours are made of the name, so that they stay the same. */
export function templateId(template: Pick<Template, "name" | "language">, account = ""): string {
  let sum = 7n;
  for (const letter of `${account}${template.name}/${template.language}`) {
    sum = (sum * 131n + BigInt(letter.codePointAt(0) ?? 0)) % 1_000_000_000_000_000n;
  }
  return `1${sum.toString().padStart(15, "0")}`;
}
