import { chooseTemplate } from "../domain/choose-template.ts";
import { endsInTime, reminderNames } from "../domain/reminder-template.ts";
import type { LibraryTemplate } from "../domain/template.ts";
import type { Ports, Recipient, Saved } from "./ports.ts";

/** With what an intent is said. */
export type Wording =
  | { readonly kind: "composed" }
  | { readonly kind: "reminder"; readonly recipient: Recipient; readonly template: LibraryTemplate }
  | { readonly kind: "wait"; readonly until: Date; readonly reason: string };

// How often it is looked whether the contact of a reminder is known by now, or a template for it approved.
const waitsMs = 60_000;

/** Finds the template for a reminder. Without one it waits, and says why, as long as it may still help. */
export function wordingOf({ recipients, templates, defaultLanguage, now }: Ports) {
  return async ({ intent }: Saved): Promise<Wording> => {
    const { tenantId, contactId, reminder } = intent;
    if (reminder === undefined) return { kind: "composed" };
    const at = now();
    const wait = (reason: string): Wording => ({
      kind: "wait",
      until: new Date(at.getTime() + waitsMs),
      reason,
    });
    const recipient = await recipients.find(tenantId, contactId);
    if (recipient === undefined) return wait("contact not known yet");
    const choice = chooseTemplate(
      templates.library.filter((template) => endsInTime(template, reminder, at)),
      await templates.recently(tenantId),
      reminderNames(reminder, at),
      [recipient.language, defaultLanguage(tenantId), "en"],
    );
    if (choice.kind === "none") return wait(`held: ${choice.reason}`);
    return { kind: "reminder", recipient, template: choice.template };
  };
}
