import type { MessageSample } from "./sample.ts";

export const others: readonly MessageSample[] = [
  [
    "location",
    {
      type: "location",
      location: {
        latitude: 40.4168,
        longitude: -3.7038,
        name: "Farmacia",
        address: "Calle Mayor 1, Madrid",
        url: "https://maps.example.net/1",
      },
    },
    {
      kind: "location",
      location: {
        latitude: 40.4168,
        longitude: -3.7038,
        name: "Farmacia",
        address: "Calle Mayor 1, Madrid",
        url: "https://maps.example.net/1",
      },
    },
  ],
  [
    "contacts",
    {
      type: "contacts",
      contacts: [
        {
          name: { formatted_name: "Ben Ode", first_name: "Ben", last_name: "Ode" },
          org: { company: "Ode & Daughters", title: "Owner" },
          phones: [{ phone: "+44 7700 900555", wa_id: "447700900555", type: "CELL" }],
          emails: [{ email: "ben@example.net", type: "WORK" }],
          birthday: "1970-01-01",
        },
        { name: { first_name: "Ada" }, phones: [], origin: "other" },
      ],
    },
    {
      kind: "contacts",
      contacts: {
        requested: false,
        cards: [
          {
            formattedName: "Ben Ode",
            firstName: "Ben",
            lastName: "Ode",
            organisation: "Ode & Daughters",
            phones: [{ phone: "+44 7700 900555", waId: "447700900555", type: "CELL" }],
            emails: ["ben@example.net"],
          },
          { formattedName: "Ada", phones: [], emails: [] },
        ],
      },
    },
  ],
  [
    "own number, when asked for it",
    {
      type: "contacts",
      contacts: [
        {
          origin: "contact_request",
          name: { formatted_name: "Amina K." },
          phones: [{ phone: "+44 7700 900123", wa_id: "447700900123" }],
          vcard: "BEGIN:VCARD\nVERSION:3.0\nFN:Amina K.\nEND:VCARD",
        },
      ],
    },
    { kind: "contacts", contacts: { requested: true, cards: [{ phones: [{ waId: "447700900123" }] }] } },
  ],
  [
    "new number",
    {
      type: "system",
      system: {
        type: "user_changed_number",
        body: "Amina changed from 447700900123 to 447700900999",
        wa_id: "447700900999",
      },
    },
    { kind: "system", change: { type: "user_changed_number", phone: "447700900999" } },
  ],
  [
    "new user id",
    {
      type: "system",
      system: {
        type: "user_changed_user_id",
        body: "User id changed",
        user_id: "GB.9kLmPq",
        previous_user_id: "GB.7Q2n8sD41xYb0",
      },
    },
    {
      kind: "system",
      change: { type: "user_changed_user_id", userId: "GB.9kLmPq", previousUserId: "GB.7Q2n8sD41xYb0" },
    },
  ],
  [
    "unsupported",
    {
      type: "unsupported",
      unsupported: { type: "poll_creation" },
      errors: [
        {
          code: 131051,
          title: "Message type unknown",
          message: "Message type unknown",
          error_data: { details: "Message type is currently not supported." },
        },
      ],
    },
    { kind: "unsupported", originalType: "unsupported", unsupportedKind: "poll_creation" },
  ],
  [
    "unsupported, and no word of what",
    { type: "unsupported", errors: [{ code: 131051, title: "Message type unknown" }] },
    { kind: "unsupported", unsupportedKind: "Message type unknown" },
  ],
  [
    "unavailable, after a click on an advertisement",
    {
      errors: [{ code: 131060, title: "This message is unavailable" }],
      referral: { source_type: "ad", source_id: "120226305854810726" },
    },
    {
      kind: "unsupported",
      text: "",
      unsupportedKind: "This message is unavailable",
      referral: { sourceType: "ad", sourceId: "120226305854810726" },
    },
  ],
  ["welcome request", { type: "request_welcome" }, { kind: "other", originalType: "request_welcome" }],
  [
    "kind of the future",
    { type: "hologram", hologram: { depth: 3 } },
    { kind: "other", originalType: "hologram", text: "" },
  ],
  ["no kind at all", {}, { kind: "other", originalType: "" }],
];
