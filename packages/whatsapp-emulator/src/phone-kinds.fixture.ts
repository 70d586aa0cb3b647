import { readFileSync } from "node:fs";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import { number, type House } from "./house.fixture.ts";
import { textAt, type Json } from "./rules/json.ts";
import type { Template } from "./rules/template.ts";

const samples = join(import.meta.dirname, "..", "phone", "samples");

/** A template with everything that one can have. */
export const fullTemplate: Template = {
  name: "visit_full",
  language: "en",
  category: "UTILITY",
  components: [
    { type: "HEADER", format: "IMAGE" },
    { type: "BODY", text: "Your visit is on {{1}}. Bring *your card*." },
    { type: "FOOTER", text: "Reply STOP to opt out" },
    {
      type: "BUTTONS",
      buttons: [
        { type: "QUICK_REPLY", text: "Confirm visit" },
        { type: "URL", text: "Directions", url: "https://example.org/{{1}}" },
        { type: "PHONE_NUMBER", text: "Call reception", phone_number: "+34910000100" },
        { type: "COPY_CODE", text: "Copy code" },
        { type: "FLOW", text: "Fill in form", flow_id: "7001" },
      ],
    },
  ],
};

export const plainTemplate: Template = {
  name: "plain",
  language: "en",
  category: "UTILITY",
  components: [{ type: "BODY", text: "We are closed on Friday." }],
};

/** Sends each kind of message that a business can, newest last. The patient must have written `inboundId`. */
export async function sendEveryKind(house: House, to: string, inboundId: string): Promise<void> {
  const image = await upload(house, png(320, 180), "image/png", "skin.png");
  const video = await upload(house, readFileSync(join(samples, "clip.mp4")), "video/mp4", "clip.mp4");
  const voice = await upload(house, readFileSync(join(samples, "voice.ogg")), "audio/ogg", "voice.ogg");
  const sticker = await upload(house, readFileSync(join(samples, "sticker.webp")), "image/webp", "sun.webp");
  const pdf = await upload(house, Buffer.from("%PDF-1.4\n%%EOF\n"), "application/pdf", "leaflet.pdf");
  const bodies: readonly Json[] = [
    { type: "reaction", reaction: { message_id: inboundId, emoji: "❤️" } },
    { text: { body: texts.marks, preview_url: true }, context: { message_id: inboundId } },
    { text: { body: "https://example.org/plain has no preview", preview_url: false } },
    { type: "image", image: { id: image, caption: "The rash, as we saw it" } },
    { type: "video", video: { id: video, caption: "How to breathe" } },
    { type: "audio", audio: { id: voice, voice: true } },
    { type: "document", document: { id: pdf, filename: "leaflet.pdf", caption: "Please read" } },
    { type: "sticker", sticker: { id: sticker } },
    {
      type: "location",
      location: { latitude: 40.42, longitude: -3.7, name: "Harbour Clinic", address: "Calle Mayor 1" },
    },
    { type: "contacts", contacts: [contact] },
    ...interactives,
    { type: "template", template: fullSend(image) },
  ];
  for (const body of bodies) {
    const { status, json } = await house.send(to, body);
    if (status !== 200) throw new Error(`refused: ${JSON.stringify(json)}`);
  }
}

const texts = {
  marks:
    "Hello *Ana*, _please_ ~do not~ read `this`:\n- one\n- two\n> quoted\n\nhttps://example.org/visit?id=7",
};

const contact = {
  name: { formatted_name: "Dr. Noor Haddad", first_name: "Noor" },
  org: { company: "Harbour Clinic" },
  phones: [{ phone: "+34 910 000 101", type: "WORK" }],
  emails: [{ email: "noor@example.org" }],
};

const interactives = [
  {
    type: "button",
    header: { type: "text", text: "Consent" },
    body: { text: "May we keep your data?" },
    footer: { text: "example.org/privacy" },
    action: { buttons: [reply("yes", "Yes, I agree"), reply("no", "No, thank you")] },
  },
  {
    type: "list",
    body: { text: "Choose a time" },
    action: {
      button: "See times",
      sections: [
        {
          title: "Tuesday",
          rows: [
            { id: "t1", title: "09:15", description: "Dr. Ruiz" },
            { id: "t2", title: "10:30" },
          ],
        },
        { title: "Wednesday", rows: [{ id: "w1", title: "16:45" }] },
      ],
    },
  },
  {
    type: "cta_url",
    body: { text: "Your results are ready" },
    action: {
      name: "cta_url",
      parameters: { display_text: "Open results", url: "https://example.org/results" },
    },
  },
  { type: "location_request_message", body: { text: "Where are you?" }, action: { name: "send_location" } },
  {
    type: "request_contact_info",
    body: { text: "Which number may we call?" },
    action: { name: "request_contact_info" },
  },
  {
    type: "flow",
    body: { text: "A few questions before your visit" },
    action: {
      name: "flow",
      parameters: {
        flow_message_version: "3",
        flow_id: "7001",
        flow_cta: "Answer questions",
        flow_token: "token-7",
      },
    },
  },
].map((interactive) => ({ type: "interactive", interactive }));

function reply(id: string, title: string): Json {
  return { type: "reply", reply: { id, title } };
}

function fullSend(image: string): Json {
  const button = (index: number, subType: string, parameter: Json): Json => ({
    type: "button",
    sub_type: subType,
    index,
    parameters: [parameter],
  });
  return {
    name: "visit_full",
    language: { code: "en" },
    components: [
      { type: "header", parameters: [{ type: "image", image: { id: image } }] },
      { type: "body", parameters: [{ type: "text", text: "Tue 10:15" }] },
      button(0, "quick_reply", { type: "payload", payload: "confirm:8f3c" }),
      button(1, "url", { type: "text", text: "t/8f3c" }),
      button(3, "copy_code", { type: "coupon_code", coupon_code: "HARBOUR25" }),
      button(4, "flow", { type: "action", action: { flow_token: "token-8" } }),
    ],
  };
}

export async function upload(
  house: House,
  bytes: Uint8Array,
  type: string,
  filename: string,
): Promise<string> {
  const form = new FormData();
  form.set("messaging_product", "whatsapp");
  form.set("type", type);
  form.set("file", new Blob([new Uint8Array(bytes)], { type }), filename);
  const answer = await fetch(`${house.emulator.url}/v26.0/${number}/media`, {
    method: "POST",
    body: form,
    headers: { authorization: "Bearer token" },
  });
  const json: unknown = await answer.json();
  const id = textAt(json, "id");
  if (id === undefined) throw new Error(`no upload: ${JSON.stringify(json)}`);
  return id;
}

/** A picture that fades from one colour to another. */
function png(width: number, height: number): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      rows.set(
        [220 - (60 * x) / width, 150 + (60 * y) / height, 130 + (80 * x) / width],
        y * (1 + width * 3) + 1 + x * 3,
      );
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2], 8);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([
    signature,
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), data]);
  const length = Buffer.alloc(4);
  const sum = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
