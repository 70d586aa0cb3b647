import type { MessageSample } from "./sample.ts";

const recipient = { recipient_id: "447700900123", recipient_user_id: "GB.7Q2n8sD41xYb0" };

/** One status of each kind: what stands beside id and time, and what it is read as. */
export const statusKinds: readonly MessageSample[] = [
  [
    "sent, with its price",
    {
      status: "sent",
      ...recipient,
      biz_opaque_callback_data: "intent",
      pricing: { billable: true, pricing_model: "PMP", type: "regular", category: "utility" },
    },
    {
      status: "sent",
      recipient: { phone: "447700900123", userId: "GB.7Q2n8sD41xYb0" },
      callbackData: "intent",
      pricingCategory: "utility",
      pricing: { category: "utility", type: "regular", billable: true },
      errors: [],
    },
  ],
  [
    "delivered, free after an advertisement",
    {
      status: "delivered",
      ...recipient,
      conversation: {
        id: "a1b2c3d4",
        expiration_timestamp: "1764059212",
        origin: { type: "referral_conversion" },
      },
      pricing: {
        billable: false,
        pricing_model: "PMP",
        type: "free_entry_point",
        category: "referral_conversion",
      },
    },
    {
      status: "delivered",
      pricing: { type: "free_entry_point", billable: false },
      conversation: {
        id: "a1b2c3d4",
        origin: "referral_conversion",
        expiresAt: new Date("2025-11-25T08:26:52Z"),
      },
    },
  ],
  ["read", { status: "read", ...recipient }, { status: "read", pricing: undefined, conversation: undefined }],
  ["played", { status: "played", ...recipient }, { status: "read", originalStatus: "played" }],
  [
    "failed",
    {
      status: "failed",
      recipient_id: "447700900123",
      biz_opaque_callback_data: "intent",
      errors: [
        {
          code: 131047,
          title: "Re-engagement message",
          message: "Re-engagement message",
          error_data: { details: "More than 24 hours have passed since the recipient last replied" },
          href: "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
        },
      ],
    },
    {
      status: "failed",
      recipient: { phone: "447700900123" },
      errorCode: 131047,
      errors: [
        {
          code: 131047,
          title: "Re-engagement message",
          details: "More than 24 hours have passed since the recipient last replied",
        },
      ],
    },
  ],
  [
    "delivered to one of a group",
    {
      status: "delivered",
      recipient_type: "group",
      recipient_id: "120363400000000001",
      recipient_participant_id: "447700900123",
    },
    { status: "delivered", groupId: "120363400000000001", recipient: { phone: "447700900123" } },
  ],
  [
    "to someone who hides the phone",
    { status: "sent", recipient_user_id: "GB.7Q2n8sD41xYb0" },
    { status: "sent", recipient: { userId: "GB.7Q2n8sD41xYb0" } },
  ],
  ["of old", { status: "warning", ...recipient }, { status: "other", originalStatus: "warning" }],
];
