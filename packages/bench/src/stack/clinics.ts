import { demoClinic } from "@careline/local/clinic";

/** So many clinics with a number each: WhatsApp takes 80 messages a second of one number, and so do we. */
export function clinicsFor(count: number): readonly unknown[] {
  return Array.from({ length: count }, (_, index) => ({
    ...demoClinic,
    tenantId: `clinic_${String(index + 1).padStart(2, "0")}`,
    whatsapp: whatsappOf(index),
  }));
}

export function whatsappOf(index: number) {
  return {
    wabaId: `10229012934${String(index).padStart(4, "0")}`,
    phoneNumberId: `50607080901${String(index).padStart(4, "0")}`,
    displayPhoneNumber: `3491000${String(index).padStart(4, "0")}`,
  };
}
