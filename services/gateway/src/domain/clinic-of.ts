/** What tells the clinics of an installation apart on WhatsApp. */
export interface OurNumber {
  readonly tenantId: string;
  readonly wabaId: string;
  readonly phoneNumberId: string;
}

/** What a webhook item says about whom it is for; absent or "" where it says nothing. */
export interface Addressee {
  readonly wabaId?: string | undefined;
  readonly phoneNumberId?: string | undefined;
}

/** The clinic whose number it is. */
export function clinicOfNumber(clinics: readonly OurNumber[], item: Addressee): OurNumber | undefined {
  return clinics.find(({ phoneNumberId }) => phoneNumberId === item.phoneNumberId);
}

/**
 * The clinic that something not understood may be sealed for: by its number, else by its account. What names neither
 * can only be for the one clinic of an installation; among several it is nobody's, because tenants are walls.
 */
export function clinicOf(clinics: readonly OurNumber[], item: Addressee): OurNumber | undefined {
  const byNumber = clinicOfNumber(clinics, item);
  if (byNumber !== undefined) return byNumber;
  if (item.wabaId) return clinics.find(({ wabaId }) => wabaId === item.wabaId);
  return !item.phoneNumberId && clinics.length === 1 ? clinics[0] : undefined;
}
