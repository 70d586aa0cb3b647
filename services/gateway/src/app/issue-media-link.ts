import { hash, randomBytes } from "node:crypto";
import { Fault } from "@careline/faults";
import type { MediaFacts } from "@careline/media";
import type { MediaPorts } from "./media-ports.ts";

type Needs = Pick<MediaPorts, "links" | "store" | "now">;

export interface LinkWish {
  readonly tenantId: string;
  readonly contactId: string;
  readonly messageId: string;
  readonly staffId: string;
  readonly requestId: string;
}

export interface IssuedLink extends MediaFacts {
  readonly token: string;
  readonly expiresAt: Date;
}

const goodForMs = 60_000;

export function hashOf(token: string): string {
  return hash("sha256", token);
}

/** Gives a link to a file, each time another. That the file was opened is recorded with the link, not when it is followed. */
export function issueMediaLink({ links, store, now }: Needs) {
  return async ({ tenantId, contactId, messageId, staffId, requestId }: LinkWish): Promise<IssuedLink> => {
    const facts = await store.facts({ tenantId, subjectId: contactId, mediaId: messageId });
    if (facts === undefined) throw new Fault("missing", "no such file");
    const token = randomBytes(32).toString("base64url");
    const at = now();
    const expiresAt = new Date(at.getTime() + goodForMs);
    await links.add(hashOf(token), { tenantId, contactId, messageId, expiresAt }, { staffId, requestId, at });
    return { ...facts, token, expiresAt };
  };
}
