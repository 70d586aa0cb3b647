import type { Json } from "../rules/json.ts";
import type { State } from "./state.ts";

/** What Meta holds of a number beside what sending depends on. Moments are of the house's clock. */
export interface NumberDetails {
  readonly verification: "VERIFIED" | "NOT_VERIFIED" | "EXPIRED";
  /** The code of the SMS or call that was asked for, and when. */
  readonly code?: string;
  readonly codeAt?: number;
  /** Of the two-step verification. */
  readonly pin?: string;
  readonly wrongPins: readonly number[];
  /** When it was registered or deregistered. */
  readonly registrations: readonly number[];
  readonly profile: Json;
  readonly storage: Storage;
  readonly calling: Json;
  readonly commerce?: Json;
  /** The name that was asked for, until the number is registered with it. */
  readonly newName?: string;
  readonly onboardedAt?: number;
  readonly payloadEncryption: Json;
  readonly automation: Json;
  readonly publicKey?: string;
  readonly username?: string;
}

export interface Storage {
  readonly status: "DEFAULT" | "IN_COUNTRY_STORAGE_ENABLED" | "NO_STORAGE_ENABLED";
  readonly region?: string;
}

const usual: NumberDetails = {
  verification: "VERIFIED",
  wrongPins: [],
  registrations: [],
  profile: { messaging_product: "whatsapp", vertical: "UNDEFINED" },
  storage: { status: "DEFAULT" },
  calling: { status: "DISABLED" },
  payloadEncryption: { status: "DISABLED" },
  automation: { enable_welcome_message: false, commands: [], prompts: [] },
};

export function detailsOf({ details }: State, phoneNumberId: string): NumberDetails {
  return details.get(phoneNumberId) ?? usual;
}

export function changeDetails(
  state: State,
  phoneNumberId: string,
  change: { readonly [Key in keyof NumberDetails]?: NumberDetails[Key] | undefined },
): NumberDetails {
  const merged = Object.entries({ ...detailsOf(state, phoneNumberId), ...change });
  const next = Object.fromEntries(
    merged.filter(([, value]) => value !== undefined),
  ) as unknown as NumberDetails;
  state.details.put(phoneNumberId, next);
  return next;
}

/** True when Meta keeps what this number sends and gets for an hour at most. */
export function isNoStorage(state: State, phoneNumberId: string): boolean {
  return detailsOf(state, phoneNumberId).storage.status === "NO_STORAGE_ENABLED";
}
