/** Webhook bodies in WhatsApp's own shape, for tests; people, numbers and ids are invented. */
import { answers } from "./answers.ts";
import { files } from "./files.ts";
import { others } from "./others.ts";
import type { MessageSample } from "./sample.ts";
import { words } from "./words.ts";

/** One message of each kind: what stands beside id, sender and time, and what it is read as. */
export const inboundKinds: readonly MessageSample[] = [...words, ...files, ...answers, ...others];
export type { AccountFieldSample } from "./account-field-sample.ts";
export { accountFieldSamples } from "./account-fields.ts";
export { chatFieldSamples, type ChatFieldSample } from "./chat-fields.ts";
export { sampleNumber, senders, valueOf, webhookOf, webhookOfField } from "./envelope.ts";
export type { MessageSample } from "./sample.ts";
export { statusKinds } from "./statuses.ts";
