import { canonicalPhone, phoneVariants } from "@careline/phi";
import type { Ports } from "../app/ports.ts";

/** Phone numbers as WhatsApp writes them. One that the numbering plans do not know is still somebody's id there. */
export const phones: Ports["phones"] = {
  canonical(digits) {
    try {
      return canonicalPhone(digits);
    } catch {
      return `+${digits}`;
    }
  },
  variants: phoneVariants,
};
