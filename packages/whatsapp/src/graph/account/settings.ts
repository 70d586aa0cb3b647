import type { Json } from "../../loose.ts";
import { at, textAt } from "../../loose.ts";
import { call } from "../call.ts";
import type { Graph } from "../call.ts";
import { json } from "../request.ts";

/** Where WhatsApp keeps what a message says. */
export type Storage =
  /** In one region only, such as CH or DE; elsewhere an hour at most. */
  | { readonly kind: "in-country"; readonly region: string }
  /** An hour at most, anywhere: webhooks are tried again for that hour only, then the message is lost. */
  | { readonly kind: "none" };

export interface NumberSettings {
  /** Whether messages say by which key a person is known, so that a changed phone is noticed. */
  readonly identityKeyCheck?: boolean | undefined;
  /** Meta's words; not there where nothing was set. */
  readonly storage?:
    | { readonly status?: string | undefined; readonly region?: string | undefined }
    | undefined;
  /** ENABLED or DISABLED. */
  readonly calling?: string | undefined;
}

export interface Settings {
  get(phoneNumberId: string): Promise<NumberSettings>;
  /** Changes what is given. The storage only before the number is registered. */
  set(
    phoneNumberId: string,
    change: { readonly identityKeyCheck?: boolean; readonly storage?: Storage },
  ): Promise<void>;
}

/** Settings of a number. Each call is tried once and throws a Fault with Meta's words. */
export function settingsOf(graph: Graph): Settings {
  return {
    async get(phoneNumberId) {
      const answer = await call(graph, "account", { method: "GET", path: [phoneNumberId, "settings"] });
      const check = at(answer, "user_identity_change", "enable_identity_key_check");
      const storage = at(answer, "storage_configuration");
      return {
        identityKeyCheck: typeof check === "boolean" ? check : undefined,
        storage:
          storage === undefined
            ? undefined
            : { status: textAt(storage, "status"), region: textAt(storage, "data_localization_region") },
        calling: textAt(answer, "calling", "status"),
      };
    },
    async set(phoneNumberId, { identityKeyCheck, storage }) {
      const check = { enable_identity_key_check: identityKeyCheck };
      const body = json({
        ...(identityKeyCheck === undefined ? {} : { user_identity_change: check }),
        ...(storage === undefined ? {} : { storage_configuration: storageOf(storage) }),
      });
      await call(graph, "account", { method: "POST", path: [phoneNumberId, "settings"], body });
    },
  };
}

function storageOf(storage: Storage): Json {
  switch (storage.kind) {
    case "in-country":
      return { status: "IN_COUNTRY_STORAGE_ENABLED", data_localization_region: storage.region };
    case "none":
      // Meta knows no other time.
      return { status: "NO_STORAGE_ENABLED", retention_minutes: 60 };
  }
}
