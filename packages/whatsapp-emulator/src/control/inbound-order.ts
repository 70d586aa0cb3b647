import { z } from "zod";

const shared = { contextId: z.string().optional() };
const file = {
  /** Base64; absent: a small sample. */
  data: z.base64().optional(),
  mimeType: z.string().min(3).max(120).optional(),
  caption: z.string().max(1024).optional(),
  filename: z.string().max(240).optional(),
  voice: z.boolean().optional(),
};

/** What a caller may send as a patient. */
export const inboundOrder = z.union([
  z.object({
    type: z.literal("text"),
    text: z.union([
      z.string().min(1).max(65_536),
      z.object({ body: z.string().max(65_536) }).transform(({ body }) => body),
    ]),
    ...shared,
  }),
  z.object({
    type: z.enum(["button", "button_reply", "list_reply"]),
    id: z.string().optional(),
    payload: z.string().optional(),
    title: z.string().optional(),
    ...shared,
  }),
  z.object({ type: z.enum(["image", "audio", "video", "document", "sticker"]), ...file, ...shared }),
  z.object({
    type: z.literal("location"),
    latitude: z.number().min(-90).max(90).default(40.4168),
    longitude: z.number().min(-180).max(180).default(-3.7038),
    name: z.string().optional(),
    address: z.string().optional(),
    ...shared,
  }),
  z.object({
    type: z.literal("reaction"),
    emoji: z.string().max(12).default("👍"),
    messageId: z.string().optional(),
  }),
  z.object({
    type: z.literal("contacts"),
    contacts: z.array(z.record(z.string(), z.unknown())).min(1).optional(),
    ...shared,
  }),
  z.object({ type: z.literal("unsupported"), kind: z.string().optional() }),
  z.object({ type: z.literal("raw"), message: z.record(z.string(), z.unknown()) }),
  /** Any other kind: its own member of the same name is passed on as it is. */
  z
    .looseObject({ type: z.string().regex(/^[a-z][a-z0-9_]{0,40}$/) })
    .refine(({ type }) => !known.includes(type), "the members of this type are not as they should be"),
]);

const known = [
  "text",
  "button",
  "button_reply",
  "list_reply",
  "image",
  "audio",
  "video",
  "document",
  "sticker",
  "location",
  "reaction",
  "contacts",
  "unsupported",
  "raw",
];

export type InboundOrder = z.output<typeof inboundOrder>;
