import type { AccountVerdict } from "../domain/account.ts";
import type { TemplateName } from "../domain/template.ts";
import { needsNoWindow } from "./prepare.ts";
import type { Hold, Ports, Saved } from "./ports.ts";

const inARow = "waits: WhatsApp takes only so many messages in a row to one person";

/** Is it said to somebody whose window may be closed? */
export const isOutside = ({ intent }: Saved): boolean =>
  intent.intentClass === "reminder" || needsNoWindow(intent);

/** What WhatsApp lets one person, one clinic and its account have, in the moment before a send. */
export function lastLooks({ pairs, tier, account, now }: Ports) {
  return async (
    saved: Saved,
    { number, template }: { readonly number: string; readonly template: TemplateName | undefined },
    { fence }: Hold,
  ): Promise<AccountVerdict> => {
    const { intent } = saved;
    const until = pairs.mayGoAt(number, intent.contactId);
    if (intent.intentClass !== "emergency" && until > now()) return { kind: "wait", until, reason: inARow };
    const room: AccountVerdict = isOutside(saved) ? await tier.ask(intent, fence) : { kind: "send" };
    // The account is asked last: who is let go may be the one who tries it for all others.
    return room.kind === "send" ? account.ask(intent, template) : room;
  };
}
