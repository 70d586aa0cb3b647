import { sampleNumber, type Json, valueOf } from "./envelope.ts";

/** Its name, a field beside `messages` that tells of one chat, its value, and the message it is read as. */
export type ChatFieldSample = readonly [name: string, field: string, value: Json, expected: Json];

const id = "wamid.HBgMNDQ3NzAwOTAwMTIzFQIAERgSMDAxMTIyMzM0NDU1NjY3N0ExAA==";

export const chatFieldSamples: readonly ChatFieldSample[] = [
  [
    "what staff wrote in the phone app",
    "smb_message_echoes",
    valueOf({
      contacts: [{ wa_id: "447700900123", user_id: "GB.7Q2n8sD41xYb0", profile: { name: "Amina K." } }],
      message_echoes: [
        {
          from: "12025550100",
          to: "447700900123",
          id,
          timestamp: "1763800012",
          type: "text",
          text: { body: "Le llamo ahora" },
        },
      ],
    }),
    {
      ...sampleNumber,
      id,
      kind: "text",
      text: "Le llamo ahora",
      isEcho: true,
      from: { phone: "447700900123", userId: "GB.7Q2n8sD41xYb0", profileName: "Amina K." },
    },
  ],
  [
    "what staff sent to someone who hides the phone",
    "smb_message_echoes",
    valueOf({
      message_echoes: [
        {
          from: "12025550100",
          to_user_id: "GB.7Q2n8sD41xYb0",
          id,
          timestamp: "1763800012",
          type: "image",
          image: { id: "2040608018", mime_type: "image/jpeg", sha256: "c2hhMjU2" },
        },
      ],
    }),
    { id, kind: "media", isEcho: true, mediaId: "2040608018", from: { userId: "GB.7Q2n8sD41xYb0" } },
  ],
  [
    "what staff took back in the phone app",
    "smb_message_echoes",
    valueOf({
      message_echoes: [
        {
          from: "12025550100",
          to: "447700900123",
          id: `${id}2`,
          timestamp: "1763800015",
          type: "revoke",
          revoke: { original_message_id: id },
        },
      ],
    }),
    { kind: "correction", isEcho: true, correction: { originalId: id, isRevoked: true, text: "" } },
  ],
  ...(["stop", "resume"] as const).map((value): ChatFieldSample => [
    `${value} of marketing`,
    "user_preferences",
    valueOf({
      contacts: [{ profile: { name: "Amina K." }, wa_id: "447700900123", user_id: "GB.7Q2n8sD41xYb0" }],
      user_preferences: [
        {
          wa_id: "447700900123",
          user_id: "GB.7Q2n8sD41xYb0",
          detail: `User requested to ${value} marketing messages`,
          category: "marketing_messages",
          value,
          timestamp: 1763800012,
        },
      ],
    }),
    {
      ...sampleNumber,
      kind: "preference",
      originalType: "user_preferences",
      text: value,
      isEcho: false,
      at: new Date("2025-11-22T08:26:52Z"),
      from: { phone: "447700900123", userId: "GB.7Q2n8sD41xYb0", profileName: "Amina K." },
    },
  ]),
];
