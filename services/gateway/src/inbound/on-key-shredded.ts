import { on } from "@careline/bus";
import type { Route } from "@careline/bus";
import { topics } from "@careline/contracts";
import { erasesContact } from "../domain/erases-contact.ts";

interface Needs {
  readonly forgetKeys: (tenantId: string, subjectId: string) => void;
  readonly forgetContact: (tenantId: string, contactId: string, eventId: string) => Promise<void>;
  readonly eraseMedia: (tenantId: string, contactId: string) => Promise<void>;
}

export function onKeyShredded({ forgetKeys, forgetContact, eraseMedia }: Needs): Route {
  return on(topics.keyShredded, async ({ id, tenantId, value: { subjectId, classes } }) => {
    forgetKeys(tenantId, subjectId);
    if (erasesContact(classes)) await forgetContact(tenantId, subjectId, id);
    // Their class is conversation: with its key gone nobody can open them any more.
    if (classes.includes("conversation")) await eraseMedia(tenantId, subjectId);
  });
}
