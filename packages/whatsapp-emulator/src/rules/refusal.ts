import { codeOf } from "./codes.ts";
import type { Json } from "./json.ts";

export interface RefusalExtras {
  readonly subcode?: number;
  readonly httpStatus?: number;
  readonly type?: string;
  /** Said in place of the title, as Graph-level errors do, which carry no details. */
  readonly message?: string;
  /** Said to who manages templates, numbers and flows. */
  readonly userTitle?: string;
  readonly userMessage?: string;
}

/** What Meta answers instead of doing it. */
export class Refusal extends Error {
  readonly code: number;
  readonly details: string | undefined;
  readonly extras: RefusalExtras;

  constructor(code: number, details?: string, extras: RefusalExtras = {}) {
    super(extras.message ?? `(#${code}) ${codeOf(code).title}`);
    this.code = code;
    this.details = details;
    this.extras = extras;
  }

  get httpStatus(): number {
    return this.extras.httpStatus ?? codeOf(this.code).httpStatus;
  }
}

/** An object that is not there, or that this token may not see: Meta does not say which. */
export function unknownObject(id: string, verb: "get" | "post" | "delete"): Refusal {
  return new Refusal(100, undefined, {
    subcode: 33,
    type: "GraphMethodException",
    message:
      `Unsupported ${verb} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, ` +
      "or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api",
  });
}

export function envelope(refusal: Refusal, traceId: string): Json {
  const { details, extras } = refusal;
  return {
    error: {
      message: refusal.message,
      type: extras.type ?? "OAuthException",
      code: refusal.code,
      ...(details !== undefined && { error_data: { messaging_product: "whatsapp", details } }),
      ...(extras.subcode !== undefined && { error_subcode: extras.subcode }),
      ...(extras.userTitle !== undefined && { is_transient: false, error_user_title: extras.userTitle }),
      ...(extras.userMessage !== undefined && { error_user_msg: extras.userMessage }),
      fbtrace_id: traceId,
    },
  };
}

/** An error as webhooks carry it. */
export function webhookError(code: number): Json {
  const { title, details } = codeOf(code);
  return {
    code,
    title,
    message: title,
    error_data: { details: details ?? title },
    href: "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
  };
}
