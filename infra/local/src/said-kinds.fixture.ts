import type { OutboundMessage } from "@careline/contracts/sealed/v1/sealed";

type Content = NonNullable<OutboundMessage["content"]>;

const bytesOf = (hex: string): Buffer => Buffer.from(hex, "hex");
// The smallest files that say by their bytes what they are.
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const ogg = Buffer.concat([
  bytesOf("4f67675300020000000000000000000000000000000000000000011e"),
  Buffer.from("OpusHead"),
  bytesOf("0101380180bb0000000000"),
]);
const mp4 = Buffer.concat([
  bytesOf("00000018"),
  Buffer.from("ftypmp42"),
  bytesOf("00000000"),
  Buffer.from("mp42isom"),
]);
const webp = Buffer.concat([
  Buffer.from("RIFF"),
  bytesOf("1a000000"),
  Buffer.from("WEBPVP8L"),
  bytesOf("0d0000002f00000010071011118888fe0700"),
]);

const file = { content: Buffer.alloc(0), storedId: "", caption: "", filename: "", voice: false };
const image = { ...file, mimeType: "image/png", content: png, caption: "El plano de la clínica" };
const picture = { content: { $case: "image" as const, value: { ...image, caption: "" } } };
const yesNo = [
  { id: "yes", title: "Sí", description: "" },
  { id: "no", title: "No", description: "" },
];

/** One message of every kind that a clinic says, with words by which the patient's phone shows it. */
export const saidKinds: readonly (readonly [kind: string, content: Content, shown: RegExp])[] = [
  ["text", { $case: "text", value: { body: "Le esperamos *mañana*.", previewUrl: false } }, /Le esperamos/],
  ["image", { $case: "image", value: image }, /plano de la clínica/],
  [
    "video",
    { $case: "video", value: { ...file, mimeType: "video/mp4", content: mp4, caption: "Un ejercicio" } },
    /ejercicio/,
  ],
  ["audio", { $case: "audio", value: { ...file, mimeType: "audio/ogg", content: ogg, voice: true } }, /./],
  ["sticker", { $case: "sticker", value: { ...file, mimeType: "image/webp", content: webp } }, /./],
  [
    "document",
    {
      $case: "document",
      value: {
        filename: "indicaciones.txt",
        mimeType: "text/plain",
        content: Buffer.from("En ayunas."),
        caption: "Léalo antes",
        storedId: "",
      },
    },
    /Léalo antes/,
  ],
  [
    "location",
    {
      $case: "location",
      value: { latitude: 40.4168, longitude: -3.7038, name: "Clínica Alameda", address: "Paseo 12", url: "" },
    },
    /Clínica Alameda/,
  ],
  ["location request", { $case: "locationRequest", value: { body: "¿Desde dónde viene?" } }, /Desde dónde/],
  ["contact request", { $case: "contactRequest", value: { body: "¿Nos da su teléfono?" } }, /su teléfono/],
  [
    "contacts",
    {
      $case: "contacts",
      value: {
        cards: [
          {
            ...{ formattedName: "Farmacia Sol", firstName: "", lastName: "", emails: [], organisation: "" },
            phones: [{ phone: "+34910000111", waId: "", type: "WORK" }],
          },
        ],
        requested: false,
      },
    },
    /Farmacia Sol/,
  ],
  [
    "buttons",
    { $case: "buttons", value: { header: picture, body: "¿Le va bien?", footer: "Gracias", buttons: yesNo } },
    /Le va bien/,
  ],
  [
    "list",
    {
      $case: "list",
      value: {
        header: "Horas",
        body: "Elija una",
        footer: "",
        button: "Ver",
        sections: [{ title: "", rows: yesNo }],
      },
    },
    /Elija una/,
  ],
  [
    "link",
    {
      $case: "link",
      value: {
        header: undefined,
        body: "Cómo llegar",
        footer: "",
        label: "Abrir",
        url: "https://maps.example/x",
      },
    },
    /Cómo llegar/,
  ],
  [
    "form",
    {
      $case: "flow",
      value: {
        ...{ body: "Antes de venir", footer: "", flowId: "1234567890", label: "Empezar", flowToken: "t-1" },
        ...{ screen: "FIRST", dataJson: '{"visit":"7"}', draft: false, header: undefined },
      },
    },
    /Antes de venir/,
  ],
  [
    "template",
    {
      $case: "template",
      value: {
        ...{
          name: "appointment_reminder_v1",
          language: "es",
          namedParameters: [],
          header: undefined,
          buttons: [],
        },
        bodyParameters: ["Clínica Alameda", "viernes, 27 de noviembre", "9:30"],
        quickReplyPayloads: ["appt.confirm.x.1", "appt.move.x.1", "appt.cancel.x.1"],
      },
    },
    /viernes, 27 de noviembre/,
  ],
];
