import type { PatientState } from "../state/model.ts";

/** What will become of an accepted message, its content apart. */
export type Prospect =
  | { readonly kind: "arrives" }
  | { readonly kind: "fails"; readonly code: number }
  /** On its way until the phone is online, or too late. */
  | { readonly kind: "waits" }
  /** One tick for ever: WhatsApp does not tell that the business is blocked. */
  | { readonly kind: "stays-sent" };

export interface Standing {
  /** Absent: nobody on WhatsApp. */
  readonly state: PatientState | undefined;
  readonly isBlockedByUs: boolean;
  /** Absent for free-form messages. */
  readonly category: string | undefined;
  readonly isWindowOpen: boolean;
  readonly mayReach: boolean;
  /** False: the patient's identity is another than the send asks for. */
  readonly isSameIdentity: boolean;
  readonly phone: string | undefined;
}

/** What Meta tells only after it has accepted a message. */
export function prospect(standing: Standing): Prospect {
  const { state, category, isWindowOpen } = standing;
  if (state === undefined || state === "not-on-whatsapp") return { kind: "fails", code: 131026 };
  if (standing.isBlockedByUs) return { kind: "fails", code: 130403 };
  if (!standing.isSameIdentity) return { kind: "fails", code: 137000 };
  if (category === undefined && !isWindowOpen) return { kind: "fails", code: 131047 };
  const refused = category === "MARKETING" ? marketingRefusal(state, standing.phone) : undefined;
  if (refused !== undefined) return { kind: "fails", code: refused };
  if (!isWindowOpen && !standing.mayReach) return { kind: "fails", code: 131048 };
  if (state === "blocked-us") return { kind: "stays-sent" };
  if (state === "offline") return { kind: "waits" };
  return { kind: "arrives" };
}

function marketingRefusal(state: PatientState, phone: string | undefined): number | undefined {
  if (state === "marketing-opt-out") return 131050;
  if (state === "experiment") return 130472;
  // Meta: no marketing to numbers of the United States since April 2025.
  const isAmerican = phone !== undefined && /^1\d{10}$/.test(phone);
  return state === "marketing-capped" || isAmerican ? 131049 : undefined;
}
