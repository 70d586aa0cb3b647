import type { Envelope, SendBody } from "./envelope.ts";
import { interactive } from "./interactive.ts";
import type { Words } from "./interactive.ts";
import { listed, oneTo, unique } from "./limits.ts";

export interface Button {
  /** Comes back when it is tapped. Meta: 256 characters; of a row, 200. */
  readonly id: string;
  /** Meta: 20 characters; of a row, 24. */
  readonly title: string;
}

/** Words with one to three buttons, whose ids and titles differ. */
export function buttonsBody(
  envelope: Envelope,
  { buttons, ...words }: Words & { readonly buttons: readonly Button[] },
): SendBody {
  listed(1, 3, "buttons", buttons);
  unique(
    "button id",
    buttons.map(({ id }) => oneTo(256, "button id", id)),
  );
  unique(
    "button title",
    buttons.map(({ title }) => oneTo(20, "button title", title)),
  );
  const action = { buttons: buttons.map(({ id, title }) => ({ type: "reply", reply: { id, title } })) };
  return interactive(envelope, "button", words, action);
}
