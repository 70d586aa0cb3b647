import { pauses } from "./error-row.ts";
import type { ErrorRow } from "./error-row.ts";

const { second, minute, hour } = pauses;

/** Sign-in, permissions, limits of the whole account. */
export const accountErrors: readonly ErrorRow[] = [
  [0, "AuthException", "no", "fix-account", "WhatsApp does not accept our access token."],
  [1, "API Unknown", "backoff", "try-again", "WhatsApp had an unknown problem."],
  [2, "API Service", "backoff", "try-again", "WhatsApp is down or overloaded for a moment."],
  [3, "API Method", "no", "fix-account", "Our account lacks a permission for this."],
  [4, "API Too Many Calls", "backoff", "wait", "We call WhatsApp too often.", minute],
  [10, "Permission Denied", "no", "fix-account", "Our account lacks a permission, or lost it."],
  [33, "Parameter value is not valid", "no", "fix-account", "The clinic's number was deleted at WhatsApp."],
  [100, "Invalid parameter", "no", "fix-message", "WhatsApp does not accept a part of this message."],
  [104, "Access token required", "no", "fix-account", "Our access token is missing."],
  [190, "Access token has expired", "no", "fix-account", "Our access token has expired."],
  [[200, 299], "API Permission", "no", "fix-account", "Our account lacks a permission."],
  [
    368,
    "Temporarily blocked for policies violations",
    "later",
    "fix-account",
    "WhatsApp has blocked the clinic's account for some days.",
    24 * hour,
  ],
  [80007, "Rate limit issues", "backoff", "wait", "The account calls WhatsApp too often.", minute],
  [130403, "User blocked by the business", "no", "give-up", "The clinic has blocked this person."],
  [130429, "Rate limit hit", "backoff", "wait", "The clinic's number sends too fast.", second],
  [
    130472,
    "User's number is part of an experiment",
    "no",
    "use-other-channel",
    "WhatsApp did not deliver this to test something.",
  ],
  [
    130497,
    "Business account is restricted from messaging users in this country",
    "no",
    "use-other-channel",
    "WhatsApp does not let clinics write to this country.",
  ],
];
