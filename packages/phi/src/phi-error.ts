import { Fault } from "@careline/faults";
import type { FaultKind } from "@careline/faults";

export type PhiCode =
  | "PHI_MALFORMED"
  | "PHI_UNSUPPORTED"
  | "PHI_AUTH_FAILED"
  | "PHI_KEY_UNKNOWN"
  | "PHI_KEY_SHREDDED"
  | "PHI_KEY_UNAVAILABLE";

const kinds = {
  PHI_MALFORMED: "unreadable",
  PHI_UNSUPPORTED: "unreadable",
  PHI_AUTH_FAILED: "unreadable",
  PHI_KEY_UNKNOWN: "unreadable",
  PHI_KEY_SHREDDED: "missing",
  PHI_KEY_UNAVAILABLE: "unavailable",
} as const satisfies Record<PhiCode, FaultKind>;

/**
 * Why a box was not opened or made. The text is the code and, where known, the key's id: never a context, a plaintext or
 * a ciphertext. `PHI_KEY_SHREDDED` is how erasure ends: show `[erased]`, acknowledge, never try again.
 */
export class PhiError extends Fault {
  readonly code: PhiCode;
  readonly keyId: string | undefined;

  constructor(code: PhiCode, details: { readonly keyId?: string; readonly cause?: unknown } = {}) {
    const { keyId, cause } = details;
    super(kinds[code], keyId === undefined ? code : `${code} key ${keyId}`, { cause });
    this.name = "PhiError";
    this.code = code;
    this.keyId = keyId;
  }
}
