import type { Change, Told } from "./ports.ts";

type About = Pick<Change, "before" | "after" | "address" | "language" | "inbound">;

/** What listeners have to know of a contact besides the address. */
export function toldOf({ before, after, language }: Pick<About, "before" | "after" | "language">): Told {
  return { phoneNumberId: before.phoneNumberId, language, patientId: after.patientId ?? "" };
}

export function isReachedAsBefore({ before, address, inbound }: About): boolean {
  if (inbound === undefined) return true;
  const { phone, userId, username } = before.address ?? {};
  return address.phone === phone && address.userId === userId && address.username === username;
}

/** Only who writes changes how they are reached: what staff do is no news of the contact. */
export function isKnownAsTold(change: About): boolean {
  if (change.inbound === undefined) return true;
  const { told } = change.before;
  const now = toldOf(change);
  return (
    isReachedAsBefore(change) &&
    now.phoneNumberId === told?.phoneNumberId &&
    now.language === told.language &&
    now.patientId === told.patientId
  );
}
