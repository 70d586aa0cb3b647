import type { AccountFieldSample } from "./account-field-sample.ts";
import { type Json, valueOf } from "./envelope.ts";

const group = { timestamp: "1763800012", group_id: "Y2FwaV9ncm91cDoxMjAyNTU1MDEwMA" };
const message = { from: "447700900123", id: "wamid.1", timestamp: "1763800012", type: "text" };

const values: Readonly<Record<string, Json>> = {
  account_settings_update: {
    messaging_product: "whatsapp",
    type: "phone_number_settings",
    phone_number_settings: { phone_number_id: "506070809010203", calling: { status: "ENABLED" } },
  },
  calls: valueOf({
    calls: [
      {
        id: "wacid.HBgMNDQ3NzAwOTAwMTIzFQIAEhggRTU0",
        from: "447700900123",
        to: "12025550100",
        event: "terminate",
        direction: "USER_INITIATED",
        timestamp: "1763800012",
        status: "COMPLETED",
        start_time: "1763799900",
        end_time: "1763800012",
        duration: 112,
      },
    ],
  }),
  history: valueOf({
    history: [
      {
        metadata: { phase: 0, chunk_order: 1, progress: 55 },
        threads: [{ id: "447700900123", messages: [message] }],
      },
    ],
  }),
  smb_app_state_sync: valueOf({
    state_sync: [
      {
        type: "contact",
        contact: { full_name: "Amina K.", phone_number: "447700900123" },
        action: "add",
        metadata: { timestamp: "1763800012" },
      },
    ],
  }),
  standby: valueOf({ standby: { messages: [message] } }),
  messaging_handovers: {
    messaging_product: "whatsapp",
    recipient: { display_phone_number: "12025550100", phone_number_id: "506070809010203" },
    sender: { phone_number: "447700900123" },
    timestamp: "1763800012",
  },
  user_id_update: valueOf({
    user_id_update: [{ user_id: { previous: "GB.7Q2n8sD41xYb0", current: "GB.9kLmPq" } }],
  }),
  group_lifecycle_update: valueOf({ groups: [{ ...group, type: "group_create", subject: "Diabetes" }] }),
  group_participants_update: valueOf({
    groups: [{ ...group, type: "group_participants_add", added_participants: [{ wa_id: "447700900123" }] }],
  }),
  group_settings_update: valueOf({
    groups: [{ ...group, type: "group_settings_update", group_subject: { text: "Diabetes" } }],
  }),
  group_status_update: valueOf({ groups: [{ ...group, type: "group_suspend" }] }),
  payment_configuration_update: {
    configuration_name: "clinic",
    provider_name: "razorpay",
    provider_mid: "acc_1",
    status: "NEEDS_TESTING",
    created_timestamp: 1763800012,
  },
  partner_solutions: { event: "SOLUTION_CREATED", solution_id: "774485461512159", solution_status: "DRAFT" },
  automatic_events: valueOf({
    automatic_events: [{ id: "wamid.1", event_name: "LeadSubmitted", timestamp: 1763800012 }],
  }),
};

/** Fields that are kept and nothing more. */
export const quietFields: readonly AccountFieldSample[] = Object.entries(values).map(([field, value]) => [
  field,
  value,
  undefined,
]);
