export { sameSecret, sign, signingKey, verifySignature } from "./signature.ts";
export { parseJson } from "./json.ts";
export { parseWebhook } from "./parse-webhook.ts";
export type {
  IdentityChange,
  InboundMessage,
  MessageKind,
  OtherChange,
  ParsedWebhook,
  Sender,
  StatusUpdate,
  StatusWord,
  Where,
} from "./webhook.ts";
export { meaningOf, notReached } from "./meaning-of.ts";
export type { ErrorMeaning } from "./meaning-of.ts";
export { errorTable } from "./error-table.ts";
export type { ErrorRow, Retry, SendAdvice } from "./error-row.ts";
export { graphClient } from "./graph-client.ts";
export type { GraphClient, GraphClientOptions, Upload } from "./graph-client.ts";
export type { Refusal, SendOutcome } from "./outcome.ts";
export { buttonsBody, documentBody, linkBody, listBody, textBody } from "./bodies.ts";
export type { Button, Envelope, Row, Section, SendBody } from "./bodies.ts";
export { templateBody } from "./template-body.ts";
export type { Template } from "./template-body.ts";
