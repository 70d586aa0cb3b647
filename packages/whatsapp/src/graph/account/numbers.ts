import { Fault } from "@careline/faults";
import { at, textAt } from "../../loose.ts";
import { call, everyPage } from "../call.ts";
import type { Graph } from "../call.ts";
import { json } from "../request.ts";

/** A number of the clinic, in Meta's words. */
export interface BusinessNumber {
  /** The phone number id. */
  readonly id: string;
  /** As people read it: +44 7700 900123. */
  readonly displayPhoneNumber?: string | undefined;
  readonly verifiedName?: string | undefined;
  /** APPROVED, PENDING_REVIEW, DECLINED, NONE… */
  readonly nameStatus?: string | undefined;
  /** GREEN, YELLOW, RED, UNKNOWN or NA. */
  readonly quality?: string | undefined;
  /** VERIFIED, NOT_VERIFIED or EXPIRED. */
  readonly codeVerificationStatus?: string | undefined;
  /** CONNECTED, PENDING, DISCONNECTED, FLAGGED, RESTRICTED, BANNED… */
  readonly status?: string | undefined;
  /** CLOUD_API once it is registered. */
  readonly platform?: string | undefined;
  /** STANDARD is 80 messages a second, in and out together; HIGH is 1000. */
  readonly throughput?: string | undefined;
  /** LIVE or SANDBOX. */
  readonly accountMode?: string | undefined;
  readonly isOfficial: boolean;
  /** TIER_250, TIER_2K…: people a day outside of open windows, of all the portfolio's numbers together. */
  readonly messagingLimit?: string | undefined;
}

export interface Numbers {
  list(wabaId: string): Promise<readonly BusinessNumber[]>;
  /** Fault("missing") where there is none that our token may see. */
  get(phoneNumberId: string): Promise<BusinessNumber>;
  /** Has Meta send a code to the number, in a language such as en_US. */
  requestCode(
    phoneNumberId: string,
    how: { readonly method: "SMS" | "VOICE"; readonly language: string },
  ): Promise<void>;
  verifyCode(phoneNumberId: string, code: string): Promise<void>;
  /** Opens the number for messages. Meta: ten times in 72 hours. The region is where messages are kept: CH, DE… */
  register(
    phoneNumberId: string,
    how: { readonly pin: string; readonly region?: string | undefined },
  ): Promise<void>;
  deregister(phoneNumberId: string): Promise<void>;
  /** The tier as Meta writes it. */
  messagingLimit(phoneNumberId: string): Promise<string | undefined>;
}

const fields =
  "id,display_phone_number,verified_name,name_status,quality_rating,code_verification_status,status," +
  "platform_type,throughput,account_mode,is_official_business_account,whatsapp_business_manager_messaging_limit";

/** The clinic's numbers. Each call is tried once and throws a Fault with Meta's words. */
export function numbersOf(graph: Graph): Numbers {
  async function post(path: readonly string[], fieldsOfBody: object): Promise<void> {
    await call(graph, "account", { method: "POST", path, body: json(fieldsOfBody) });
  }
  async function read(phoneNumberId: string, wanted: string): Promise<unknown> {
    return call(graph, "account", { method: "GET", path: [phoneNumberId], query: { fields: wanted } });
  }
  return {
    async list(wabaId) {
      const request = { method: "GET", path: [wabaId, "phone_numbers"], query: { fields } } as const;
      return (await everyPage(graph, "account", request)).flatMap((one) => businessNumberOf(one) ?? []);
    },
    async get(phoneNumberId) {
      const number = businessNumberOf(await read(phoneNumberId, fields));
      if (number === undefined) throw new Fault("unavailable", "WhatsApp: a number without an id");
      return number;
    },
    requestCode: (phoneNumberId, { method, language }) =>
      post([phoneNumberId, "request_code"], { code_method: method, language }),
    verifyCode: (phoneNumberId, code) => post([phoneNumberId, "verify_code"], { code }),
    async register(phoneNumberId, { pin, region }) {
      if (!/^\d{6}$/.test(pin)) throw new Fault("invalid", "PIN: not six digits");
      await post([phoneNumberId, "register"], {
        messaging_product: "whatsapp",
        pin,
        ...(region === undefined ? {} : { data_localization_region: region }),
      });
    },
    deregister: (phoneNumberId) => post([phoneNumberId, "deregister"], {}),
    async messagingLimit(phoneNumberId) {
      const limit = "whatsapp_business_manager_messaging_limit";
      return textAt(await read(phoneNumberId, limit), limit);
    },
  };
}

function businessNumberOf(found: unknown): BusinessNumber | undefined {
  const id = textAt(found, "id");
  if (id === undefined) return undefined;
  return {
    id,
    displayPhoneNumber: textAt(found, "display_phone_number"),
    verifiedName: textAt(found, "verified_name"),
    nameStatus: textAt(found, "name_status"),
    quality: textAt(found, "quality_rating"),
    codeVerificationStatus: textAt(found, "code_verification_status"),
    status: textAt(found, "status"),
    platform: textAt(found, "platform_type"),
    throughput: textAt(found, "throughput", "level"),
    accountMode: textAt(found, "account_mode"),
    isOfficial: at(found, "is_official_business_account") === true,
    messagingLimit: textAt(found, "whatsapp_business_manager_messaging_limit"),
  };
}
