/** Webhook bodies in WhatsApp's own shape, for tests. */
export const sampleNumber = { wabaId: "102030405060708", phoneNumberId: "506070809010203" };

type Json = Readonly<Record<string, unknown>>;

const media = { id: "2040608010", mime_type: "image/jpeg", sha256: "c2hhMjU2" };
const quoted = { context: { from: "12025550100", id: "wamid.quoted" } };

/** One message of each kind: what stands beside id, sender and time, and what it is read as. */
export const inboundKinds: readonly (readonly [name: string, message: Json, expected: Json])[] = [
  [
    "text",
    { type: "text", text: { body: "Hola, quiero una cita" } },
    { kind: "text", text: "Hola, quiero una cita" },
  ],
  [
    "image",
    { type: "image", image: { ...media, caption: "mi receta" } },
    { kind: "media", text: "mi receta", mediaId: "2040608010", mimeType: "image/jpeg" },
  ],
  [
    "video",
    { type: "video", video: { ...media, mime_type: "video/mp4" } },
    { kind: "media", mimeType: "video/mp4" },
  ],
  [
    "voice note",
    { type: "audio", audio: { ...media, mime_type: "audio/ogg; codecs=opus", voice: true } },
    { kind: "media", mediaId: "2040608010" },
  ],
  ["voice of old", { type: "voice", voice: media }, { kind: "media", mediaId: "2040608010" }],
  ["document", { type: "document", document: { ...media, filename: "a.pdf" } }, { kind: "media", text: "" }],
  ["sticker", { type: "sticker", sticker: { ...media, animated: false } }, { kind: "media" }],
  ["media too big", { type: "video", errors: [{ code: 131052 }] }, { kind: "media", mediaId: undefined }],
  ["location", { type: "location", location: { latitude: 40.4, longitude: -3.7 } }, { kind: "location" }],
  ["contacts", { type: "contacts", contacts: [{ name: { formatted_name: "B" } }] }, { kind: "contacts" }],
  [
    "template button",
    { type: "button", button: { payload: "visit:7", text: "Confirmar" }, ...quoted },
    { kind: "choice", choiceId: "visit:7", text: "Confirmar", contextId: "wamid.quoted" },
  ],
  [
    "button",
    {
      type: "interactive",
      interactive: { type: "button_reply", button_reply: { id: "yes:1", title: "Sí" } },
      ...quoted,
    },
    { kind: "choice", choiceId: "yes:1", text: "Sí", contextId: "wamid.quoted" },
  ],
  [
    "list row",
    {
      type: "interactive",
      interactive: { type: "list_reply", list_reply: { id: "slot:9", title: "09:30" } },
    },
    { kind: "choice", choiceId: "slot:9", text: "09:30" },
  ],
  [
    "flow answer",
    {
      type: "interactive",
      interactive: { type: "nfm_reply", nfm_reply: { name: "flow", body: "Sent", response_json: "{}" } },
    },
    { kind: "other", text: "Sent" },
  ],
  [
    "call permission",
    {
      type: "interactive",
      interactive: { type: "call_permission_reply", call_permission_reply: { response: "accept" } },
    },
    { kind: "other" },
  ],
  [
    "reaction",
    { type: "reaction", reaction: { message_id: "wamid.target", emoji: "👍" } },
    { kind: "reaction", text: "👍", contextId: "wamid.target" },
  ],
  [
    "reaction taken back",
    { type: "reaction", reaction: { message_id: "wamid.target" } },
    { kind: "reaction", text: "" },
  ],
  [
    "order",
    { type: "order", order: { catalog_id: "1", text: "please", product_items: [] } },
    { kind: "other", text: "please" },
  ],
  [
    "unsupported",
    { type: "unsupported", errors: [{ code: 131051 }], unsupported: { type: "poll_creation" } },
    { kind: "other", originalType: "unsupported" },
  ],
  ["welcome request", { type: "request_welcome" }, { kind: "other" }],
  [
    "edit",
    { type: "edit", edit: { original_message_id: "wamid.o", message: { type: "text" } } },
    { kind: "other" },
  ],
  ["revoke", { type: "revoke", revoke: { original_message_id: "wamid.o" } }, { kind: "other" }],
  [
    "new number",
    { type: "system", system: { type: "user_changed_number", body: "A changed", wa_id: "447700900999" } },
    { kind: "system", change: { type: "user_changed_number", phone: "447700900999" } },
  ],
  [
    "kind of the future",
    { type: "hologram", hologram: { depth: 3 } },
    { kind: "other", originalType: "hologram" },
  ],
  ["no kind at all", {}, { kind: "other", originalType: "" }],
];

/** The three ways in which WhatsApp names a person. */
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

export function webhookOf(...values: readonly unknown[]): Json {
  const changes = values.map((value) => ({ field: "messages", value }));
  return { object: "whatsapp_business_account", entry: [{ id: sampleNumber.wabaId, changes }] };
}

export function valueOf(parts: Json): Json {
  const metadata = { display_phone_number: "12025550100", phone_number_id: sampleNumber.phoneNumberId };
  return { messaging_product: "whatsapp", metadata, ...parts };
}
