import type { ErrorRow } from "./error-row.ts";
import { accountErrors } from "./errors-of-accounts.ts";
import { featureErrors } from "./errors-of-features.ts";
import { messageErrors } from "./errors-of-messages.ts";

/** Every error code of the Cloud API that we know of, as data. Where it says "no", the same request never works. */
export const errorTable: readonly ErrorRow[] = [...accountErrors, ...messageErrors, ...featureErrors];
