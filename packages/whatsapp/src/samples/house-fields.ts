import type { AccountFieldSample } from "./account-field-sample.ts";

const update = {
  kind: "account-update",
  number: undefined,
  ban: undefined,
  restrictions: [],
  violation: undefined,
} as const;

export const houseFields: readonly AccountFieldSample[] = [
  [
    "account_update",
    { event: "ACCOUNT_VIOLATION", violation_info: { violation_type: "SCAM" } },
    { ...update, event: "ACCOUNT_VIOLATION", violation: "SCAM" },
  ],
  [
    "account_update",
    {
      event: "ACCOUNT_RESTRICTION",
      restriction_info: [
        { restriction_type: "RESTRICTED_BIZ_INITIATED_MESSAGING", expiration: 1764000000 },
        { restriction_type: "RESTRICTED_ADD_PHONE_NUMBER_ACTION" },
      ],
    },
    {
      ...update,
      event: "ACCOUNT_RESTRICTION",
      restrictions: [
        { type: "RESTRICTED_BIZ_INITIATED_MESSAGING", expiresAt: new Date("2025-11-24T16:00:00Z") },
        { type: "RESTRICTED_ADD_PHONE_NUMBER_ACTION", expiresAt: undefined },
      ],
    },
  ],
  [
    "account_update",
    {
      event: "DISABLED_UPDATE",
      ban_info: { waba_ban_state: "SCHEDULE_FOR_DISABLE", waba_ban_date: "April 17, 2026" },
    },
    {
      ...update,
      event: "DISABLED_UPDATE",
      ban: { state: "SCHEDULE_FOR_DISABLE", date: new Date("2026-04-17T00:00:00Z") },
    },
  ],
  [
    "account_update",
    {
      event: "VOLUME_BASED_PRICING_TIER_UPDATE",
      volume_tier_info: { pricing_category: "UTILITY", tier: "25000:", effective_month: "2026-11" },
    },
    { ...update, event: "VOLUME_BASED_PRICING_TIER_UPDATE" },
  ],
  ["account_review_update", { decision: "APPROVED" }, { kind: "account-review", decision: "APPROVED" }],
  [
    "account_alerts",
    {
      entity_type: "PHONE_NUMBER",
      entity_id: 506070809010203,
      alert_info: {
        alert_severity: "WARNING",
        alert_status: "ACTIVE",
        alert_type: "INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED",
        alert_description: "More time is needed to look at this number",
      },
    },
    {
      kind: "alert",
      type: "INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED",
      severity: "WARNING",
      status: "ACTIVE",
      description: "More time is needed to look at this number",
      entity: { type: "PHONE_NUMBER", id: "506070809010203" },
    },
  ],
  [
    "flows",
    {
      event: "FLOW_STATUS_CHANGE",
      message: "Flow Intake changed status from DRAFT to PUBLISHED",
      flow_id: "6627390910605886",
      old_status: "DRAFT",
      new_status: "PUBLISHED",
    },
    {
      kind: "flow",
      event: "FLOW_STATUS_CHANGE",
      flowId: "6627390910605886",
      state: "PUBLISHED",
      previousState: "DRAFT",
      message: "Flow Intake changed status from DRAFT to PUBLISHED",
    },
  ],
  [
    "flows",
    {
      event: "ENDPOINT_AVAILABILITY",
      message: "The endpoint was reached in 75 of 100 tries",
      flow_id: "6627390910605886",
      alert_state: "ACTIVATED",
      availability: 75,
      threshold: 90,
    },
    {
      kind: "flow",
      event: "ENDPOINT_AVAILABILITY",
      flowId: "6627390910605886",
      state: "ACTIVATED",
      previousState: undefined,
      message: "The endpoint was reached in 75 of 100 tries",
    },
  ],
  [
    "messages",
    [
      {
        code: 131031,
        title: "Business Account locked",
        message: "Business Account locked",
        error_data: { details: "The account was locked for violating a policy" },
      },
    ],
    {
      kind: "errors",
      errors: [
        {
          code: 131031,
          title: "Business Account locked",
          details: "The account was locked for violating a policy",
        },
      ],
    },
  ],
];
