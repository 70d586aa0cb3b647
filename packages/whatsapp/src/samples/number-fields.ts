import type { AccountFieldSample } from "./account-field-sample.ts";

const displayed = { display_phone_number: "+1 202-555-0100" };
const number = "12025550100";

export const numberFields: readonly AccountFieldSample[] = [
  [
    "phone_number_quality_update",
    {
      ...displayed,
      event: "THROUGHPUT_UPGRADE",
      current_limit: "TIER_UNLIMITED",
      max_daily_conversations_per_business: "TIER_UNLIMITED",
    },
    { kind: "number-quality", number, event: "THROUGHPUT_UPGRADE", limit: "unlimited" },
  ],
  [
    "phone_number_quality_update",
    { ...displayed, event: "DOWNGRADE", old_limit: "TIER_10K", current_limit: "TIER_1K" },
    { kind: "number-quality", number, event: "DOWNGRADE", limit: 1_000 },
  ],
  [
    "phone_number_name_update",
    {
      ...displayed,
      decision: "REJECTED",
      requested_verified_name: "Clínica Vega",
      rejection_reason: "NAME_EMPLOYEE_ISSUE",
    },
    {
      kind: "number-name",
      number,
      decision: "REJECTED",
      name: "Clínica Vega",
      reason: "NAME_EMPLOYEE_ISSUE",
    },
  ],
  [
    "business_capability_update",
    { max_daily_conversations_per_business: "TIER_2K", max_phone_numbers_per_business: 20 },
    { kind: "capability", maxDailyConversations: 2_000, maxNumbers: 20 },
  ],
  [
    "business_capability_update",
    { max_daily_conversation_per_phone: 250, max_phone_numbers_per_waba: 2 },
    { kind: "capability", maxDailyConversations: 250, maxNumbers: 2 },
  ],
  [
    "security",
    { ...displayed, event: "PIN_RESET_REQUEST", requester: "61555822107539" },
    { kind: "security", number, event: "PIN_RESET_REQUEST", requester: "61555822107539" },
  ],
  [
    "business_username_update",
    { ...displayed, username: "clinica.vega", status: "approved" },
    { kind: "username", number, status: "approved", username: "clinica.vega" },
  ],
];
