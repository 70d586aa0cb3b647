import type { AccountEvent } from "../webhook/account-event.ts";
import type { Json } from "./envelope.ts";

/** A field, its value as WhatsApp sends it, and the event it is read as; undefined where the house does not act on it. */
export type AccountFieldSample = readonly [
  field: string,
  value: Json | readonly Json[],
  expected: AccountEvent | undefined,
];
