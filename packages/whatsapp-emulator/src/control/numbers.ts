import { Fault } from "@careline/faults";
import { z } from "zod";
import type { BusinessNumber } from "../state/model.ts";
import type { World } from "../world.ts";

const decimalId = z.string().regex(/^\d{5,17}$/, "5 to 17 digits");
const digits = z
  .string()
  .transform((phone) => phone.replaceAll(/\D/g, ""))
  .pipe(z.string().regex(/^\d{6,15}$/, "6 to 15 digits"));

export const newNumber = z.strictObject({
  phoneNumberId: decimalId.optional(),
  wabaId: decimalId.optional(),
  displayPhoneNumber: digits,
  verifiedName: z.string().trim().min(1).max(128),
  accessToken: z.string().min(1).optional(),
  isRegistered: z.boolean().optional(),
  /** False: it asks for a code before it can be registered. */
  isVerified: z.boolean().default(true),
  throughput: z.enum(["STANDARD", "HIGH"]).optional(),
  coexists: z.boolean().optional(),
  quality: z.enum(["GREEN", "YELLOW", "RED", "UNKNOWN"]).optional(),
  accountMode: z.enum(["LIVE", "SANDBOX"]).optional(),
  allowList: z.array(digits).max(5).optional(),
  checksIdentity: z.boolean().optional(),
});

export const numberChange = newNumber
  .omit({ phoneNumberId: true, wabaId: true, displayPhoneNumber: true, accessToken: true, isVerified: true })
  .partial()
  // Null: anybody may be written to again.
  .extend({ allowList: z.array(digits).max(5).nullish() });

export type NumberChange = z.output<typeof numberChange>;

/** The number of this id; the first, where none is asked for. */
export function numberOf({ state, options }: World, id: string = options.phoneNumberId): BusinessNumber {
  const number = state.numbers.get(id);
  if (number === undefined) throw new Fault("missing", "no such number");
  return number;
}
