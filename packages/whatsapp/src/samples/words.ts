import type { MessageSample } from "./sample.ts";

const originalId = "wamid.HBgMNDQ3NzAwOTAwMTIzFQIAEhgUM0EwMDExMjIzMzQ0NTU2NkFBMDEA";

export const words: readonly MessageSample[] = [
  [
    "text",
    { type: "text", text: { body: "Hola, quiero una cita" } },
    { kind: "text", text: "Hola, quiero una cita", isForwarded: false, isEcho: false },
  ],
  [
    "reply",
    {
      type: "text",
      text: { body: "esa no" },
      context: { from: "12025550100", id: originalId },
    },
    { kind: "text", text: "esa no", contextId: originalId },
  ],
  [
    "forwarded",
    { type: "text", text: { body: "mira" }, context: { forwarded: true } },
    { kind: "text", text: "mira", isForwarded: true, contextId: undefined },
  ],
  [
    "forwarded often",
    { type: "text", text: { body: "mira" }, context: { frequently_forwarded: true } },
    { kind: "text", isForwarded: true },
  ],
  [
    "from an advertisement",
    {
      type: "text",
      text: { body: "Info?" },
      referral: {
        source_url: "https://fb.me/3cr4Wqqkv",
        source_type: "ad",
        source_id: "120226305854810726",
        headline: "Check-up week",
        body: "Book this month",
        media_type: "image",
        image_url: "https://scontent.example.net/ad.jpg",
        ctwa_clid: "ARAkLkA8rmlFeiCktEJQ",
        welcome_message: { text: "Hi! How can we help?" },
      },
    },
    {
      kind: "text",
      referral: {
        sourceType: "ad",
        sourceId: "120226305854810726",
        sourceUrl: "https://fb.me/3cr4Wqqkv",
        headline: "Check-up week",
        body: "Book this month",
      },
    },
  ],
  [
    "about a product",
    {
      type: "text",
      text: { body: "¿Hay?" },
      context: {
        from: "12025550100",
        id: originalId,
        referred_product: { catalog_id: "314159265358979", product_retailer_id: "vit-d" },
      },
    },
    { kind: "text", contextId: originalId },
  ],
  [
    "in a group",
    { type: "text", text: { body: "hola a todos" }, group_id: "Y2FwaV9ncm91cDoxMjAyNTU1MDEwMA" },
    { kind: "text", groupId: "Y2FwaV9ncm91cDoxMjAyNTU1MDEwMA" },
  ],
  [
    "edit",
    {
      type: "edit",
      edit: {
        original_message_id: originalId,
        message: { type: "text", text: { body: "a las 10, no a las 9" }, context: { id: "wamid.earlier" } },
      },
    },
    {
      kind: "correction",
      text: "a las 10, no a las 9",
      correction: { originalId, isRevoked: false, text: "a las 10, no a las 9" },
    },
  ],
  [
    "edit of a caption",
    {
      type: "edit",
      edit: {
        original_message_id: originalId,
        message: { type: "image", image: { id: "2040608010", caption: "hoy" } },
      },
    },
    { kind: "correction", correction: { originalId, isRevoked: false, text: "hoy" } },
  ],
  [
    "revoke",
    { type: "revoke", revoke: { original_message_id: originalId } },
    { kind: "correction", text: "", correction: { originalId, isRevoked: true, text: "" } },
  ],
];
