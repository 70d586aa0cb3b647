/** The account and number of every sample. */
export const sampleNumber = { wabaId: "102030405060708", phoneNumberId: "506070809010203" };

export type Json = Readonly<Record<string, unknown>>;

/** The three ways in which WhatsApp names a person: what the message says, and the contact beside it. */
export const senders = [
  ["phone only", { from: "447700900123" }, { wa_id: "447700900123", profile: { name: "Amina K." } }],
  [
    "user id only",
    { from_user_id: "GB.7Q2n8sD41xYb0" },
    { user_id: "GB.7Q2n8sD41xYb0", profile: { name: "Amina K.", username: "amina.k" } },
  ],
  [
    "both",
    { from: "447700900123", from_user_id: "GB.7Q2n8sD41xYb0" },
    { wa_id: "447700900123", user_id: "GB.7Q2n8sD41xYb0", profile: { name: "Amina K." } },
  ],
] as const;

/** A webhook of field `messages` with these values. */
export function webhookOf(...values: readonly unknown[]): Json {
  const changes = values.map((value) => ({ field: "messages", value }));
  return { object: "whatsapp_business_account", entry: [{ id: sampleNumber.wabaId, changes }] };
}

/** A webhook of any other field: those have a time. */
export function webhookOfField(field: string, value: unknown): Json {
  const entry = { id: sampleNumber.wabaId, time: 1763800000, changes: [{ field, value }] };
  return { object: "whatsapp_business_account", entry: [entry] };
}

/** A value as fields about chats have it: these parts, and whose number it is. */
export function valueOf(parts: Json): Json {
  const metadata = { display_phone_number: "12025550100", phone_number_id: sampleNumber.phoneNumberId };
  return { messaging_product: "whatsapp", metadata, ...parts };
}
