import type { Context } from "hono";
import { isJson, jsonAt, textAt, type Json } from "../rules/json.ts";
import { Refusal } from "../rules/refusal.ts";
import type { BusinessNumber } from "../state/model.ts";
import { changeDetails, detailsOf, type Storage } from "../state/number-details.ts";
import type { World } from "../world.ts";
import { invalid, paramsOf } from "./params.ts";

// Where Meta offers to keep messages.
const regions = ["AU", "ID", "IN", "JP", "SG", "KR", "DE", "CH", "GB", "BR", "BH", "ZA", "AE", "CA"];
const names = ["calling", "user_identity_change", "payload_encryption", "storage_configuration"];

/** GET /{phone-number-id}/settings */
export function settingsRoute({ state }: World, call: Context, number: BusinessNumber): Response {
  const { calling, payloadEncryption, storage } = detailsOf(state, number.phoneNumberId);
  return call.json({
    calling,
    user_identity_change: { enable_identity_key_check: number.checksIdentity },
    payload_encryption: payloadEncryption,
    storage_configuration: {
      status: storage.status,
      ...(storage.region !== undefined && { data_localization_region: storage.region }),
      ...(storage.status === "NO_STORAGE_ENABLED" && { retention_minutes: 60 }),
    },
  });
}

/** POST /{phone-number-id}/settings */
export async function changeSettingsRoute(
  { state }: World,
  call: Context,
  number: BusinessNumber,
): Promise<Response> {
  const asked = await paramsOf(call);
  if (!names.some((name) => isJson(asked[name])))
    throw invalid(`One of the parameters ${names.join(", ")} is required.`);
  const identity = jsonAt(asked, "user_identity_change")?.["enable_identity_key_check"];
  const storage = storageOf(jsonAt(asked, "storage_configuration"));
  if (storage !== undefined && number.isRegistered)
    throw new Refusal(100, "The storage of a registered number can't be changed: deregister it first.");
  const calling = withoutNulls(jsonAt(asked, "calling"));
  const payloadEncryption = jsonAt(asked, "payload_encryption");
  state.records.transaction(() => {
    if (typeof identity === "boolean")
      state.numbers.put(number.phoneNumberId, { ...number, checksIdentity: identity });
    changeDetails(state, number.phoneNumberId, {
      ...(storage !== undefined && { storage }),
      ...(calling !== undefined && { calling }),
      ...(payloadEncryption !== undefined && { payloadEncryption }),
    });
  });
  return call.json({ success: true });
}

function withoutNulls(value: Json | undefined): Json | undefined {
  if (value === undefined) return undefined;
  const kept = Object.entries(value).filter(([, each]) => each !== null);
  return Object.fromEntries(kept.map(([name, each]) => [name, isJson(each) ? withoutNulls(each) : each]));
}

export function storageRegion(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "string" && regions.includes(value)) return value;
  throw invalid(`Param data_localization_region must be one of {${regions.join(", ")}}.`);
}

function storageOf(asked: Json | undefined): Storage | undefined {
  if (asked === undefined) return undefined;
  const status = textAt(asked, "status") ?? "";
  switch (status) {
    case "DEFAULT":
      return { status };
    case "IN_COUNTRY_STORAGE_ENABLED": {
      const region = storageRegion(asked["data_localization_region"]);
      if (region === undefined) throw invalid("The parameter data_localization_region is required.");
      return { status, region };
    }
    case "NO_STORAGE_ENABLED":
      if (asked["retention_minutes"] !== 60) throw invalid("Param retention_minutes must be 60.");
      return { status };
    default:
      throw invalid("Param status of storage_configuration is not known.");
  }
}
