/** A message as a phone shows it. */
export interface Shown {
  readonly header?: string;
  readonly text?: string;
  readonly footer?: string;
  readonly media?: ShownMedia;
  readonly location?: {
    readonly latitude: number;
    readonly longitude: number;
    readonly name?: string;
    readonly address?: string;
  };
  readonly buttons?: readonly ShownButton[];
  readonly list?: ShownList;
  readonly reaction?: { readonly messageId: string; readonly emoji: string };
  /** The message that this one answers. */
  readonly contextId?: string;
}

export interface ShownMedia {
  readonly kind: string;
  readonly id?: string;
  readonly link?: string;
  readonly filename?: string;
  readonly mimeType?: string;
  /** A voice message, which is played and not only read. */
  readonly isVoice?: boolean;
}

export interface ShownButton {
  /** `reply` answers with an interactive reply, `quick_reply` with a template's payload; the others only open something. */
  readonly kind:
    | "reply"
    | "quick_reply"
    | "url"
    | "phone"
    | "location"
    | "flow"
    | "copy_code"
    | "call"
    | "other";
  /** Of the reply; of a form, the form's; of a code, the code. */
  readonly id?: string;
  readonly title: string;
  readonly url?: string;
}

export interface ShownList {
  readonly button: string;
  readonly sections: readonly {
    readonly title?: string;
    readonly rows: readonly { readonly id: string; readonly title: string; readonly description?: string }[];
  }[];
}

/** The same in plain text, for scripts and logs of a demo. */
export function plainText(shown: Shown): string {
  const rows = (shown.list?.sections ?? []).flatMap((section) => section.rows);
  const place = shown.location;
  return [
    shown.header,
    shown.media === undefined ? undefined : `[${shown.media.kind}] ${shown.media.filename ?? ""}`.trim(),
    shown.text,
    place === undefined ? undefined : `[location] ${place.name ?? `${place.latitude},${place.longitude}`}`,
    shown.reaction === undefined ? undefined : `[reaction] ${shown.reaction.emoji}`,
    shown.footer,
    ...(shown.buttons ?? []).map((button) => `[${button.title}]`),
    shown.list === undefined ? undefined : `[${shown.list.button}]`,
    ...rows.map((row) => `- ${row.title}${row.description === undefined ? "" : `: ${row.description}`}`),
  ]
    .filter((line) => line !== undefined && line !== "")
    .join("\n");
}
