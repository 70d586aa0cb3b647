export { sameSecret, sign, signingKey, verifySignature } from "./signature.ts";
export { parseJson } from "./json.ts";
export { parseWebhook } from "./webhook/parse-webhook.ts";
export type { IdentityChange, Sender, Where } from "./webhook/identity.ts";
export type { InboundMessage, MessageKind } from "./webhook/inbound-message.ts";
export type {
  ContactCard,
  ContactPhone,
  Correction,
  FormAnswer,
  InboundMedia,
  Order,
  OrderItem,
  Referral,
  SharedContacts,
  SharedLocation,
} from "./webhook/inbound-parts.ts";
export type { ReportedError } from "./webhook/reported-error.ts";
export type { Pricing, StatusConversation, StatusUpdate, StatusWord } from "./webhook/status-update.ts";
export type { OtherChange, ParsedWebhook } from "./webhook/webhook.ts";
export { accountEventOf } from "./webhook/account-events.ts";
export { tierLimit } from "./webhook/tier-limit.ts";
export type { AccountEvent, ContactLimit, Restriction } from "./webhook/account-event.ts";
export { meaningOf, notReached } from "./meaning-of.ts";
export type { ErrorMeaning } from "./meaning-of.ts";
export { errorTable } from "./error-table.ts";
export type { ErrorRow, Retry, SendAdvice } from "./error-row.ts";
export { graphClient } from "./graph/graph-client.ts";
export type { GraphClient, GraphClientOptions } from "./graph/graph-client.ts";
export type { Refusal, SendOutcome } from "./graph/outcome.ts";
export * from "./bodies/index.ts";
export * from "./graph/index.ts";
export { openFlowRequest, sealFlowAnswer } from "./flows/flow-crypto.ts";
export type { OpenFlowRequest } from "./flows/flow-crypto.ts";
