import { z } from "zod";

const anything = z.record(z.string(), z.unknown());
const shared = {
  contextId: z.string().optional(),
  forwarded: z.enum(["once", "often"]).optional(),
  /** Came through an ad; true: through a sample of one. */
  referral: z.union([z.literal(true), anything]).optional(),
};
const tap = {
  id: z.string().optional(),
  payload: z.string().optional(),
  title: z.string().optional(),
  ...shared,
};
const file = {
  /** Base64; absent: a small sample. */
  data: z.base64().optional(),
  mimeType: z.string().min(3).max(120).optional(),
  caption: z.string().max(1024).optional(),
  filename: z.string().max(240).optional(),
  voice: z.boolean().optional(),
  ...shared,
};
const textBody = z.string().min(1).max(65_536);

const knownOrder = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("text"),
    text: z.union([textBody, z.object({ body: textBody }).transform(({ body }) => body)]),
    ...shared,
  }),
  z.object({ type: z.literal("button"), ...tap }),
  z.object({ type: z.literal("button_reply"), ...tap }),
  z.object({ type: z.literal("list_reply"), ...tap }),
  z.object({ type: z.literal("image"), ...file }),
  z.object({ type: z.literal("audio"), ...file }),
  z.object({ type: z.literal("video"), ...file }),
  z.object({ type: z.literal("document"), ...file }),
  z.object({ type: z.literal("sticker"), ...file }),
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
  z.object({ type: z.literal("contacts"), contacts: z.array(anything).min(1).optional(), ...shared }),
  z.object({ type: z.literal("unsupported"), kind: z.string().optional() }),
  z.object({
    type: z.literal("flow_reply"),
    /** What was filled in, as the form's last screen gives it. */
    response: anything,
    ...shared,
  }),
  z.object({ type: z.literal("raw"), message: anything }),
]);

/** Any other kind: its own members are passed on as they are. */
const otherOrder = z
  .looseObject({ type: z.string().regex(/^[a-z][a-z0-9_]{0,40}$/) })
  .transform(({ type, ...members }) => ({ type: "other" as const, kind: type, members }));

const knownTypes = new Set<unknown>(knownOrder.options.map((option) => option.shape.type.value));

/** What a caller may send as a patient. */
export function inboundOrderFor(body: unknown): typeof knownOrder | typeof otherOrder {
  const type: unknown = typeof body === "object" && body !== null && "type" in body ? body.type : undefined;
  return knownTypes.has(type) ? knownOrder : otherOrder;
}

export type InboundOrder = z.output<typeof knownOrder> | z.output<typeof otherOrder>;
