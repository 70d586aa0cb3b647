import type { Json } from "../../loose.ts";
import { at, listOf, textAt, textOf } from "../../loose.ts";
import { oneTo, listed, upTo } from "../../bodies/limits.ts";
import { call } from "../call.ts";
import type { Graph } from "../call.ts";
import { json } from "../request.ts";

/** What people see of the clinic in its chat. */
export interface BusinessProfile {
  /** Meta: 139 characters. */
  readonly about?: string | undefined;
  /** Meta: 256 characters. */
  readonly address?: string | undefined;
  /** Meta: 512 characters. */
  readonly description?: string | undefined;
  /** Meta: 128 characters. */
  readonly email?: string | undefined;
  /** Meta: two, of 256 characters each. */
  readonly websites?: readonly string[] | undefined;
  /** HEALTH fits clinics. */
  readonly vertical?: string | undefined;
  /** Only read; it expires. */
  readonly pictureUrl?: string | undefined;
}

export interface Profiles {
  get(phoneNumberId: string): Promise<BusinessProfile>;
  /** Replaces what is given. */
  set(phoneNumberId: string, profile: Omit<BusinessProfile, "pictureUrl">): Promise<void>;
}

const fields = "about,address,description,email,profile_picture_url,websites,vertical";

/** The clinic's profile. Each call is tried once and throws a Fault with Meta's words. */
export function profilesOf(graph: Graph): Profiles {
  return {
    async get(phoneNumberId) {
      const path = [phoneNumberId, "whatsapp_business_profile"];
      const answer = await call(graph, "account", { method: "GET", path, query: { fields } });
      const profile = listOf(at(answer, "data"))[0];
      return {
        about: textAt(profile, "about"),
        address: textAt(profile, "address"),
        description: textAt(profile, "description"),
        email: textAt(profile, "email"),
        websites: listOf(at(profile, "websites")).flatMap((one) => textOf(one) ?? []),
        vertical: textAt(profile, "vertical"),
        pictureUrl: textAt(profile, "profile_picture_url"),
      };
    },
    async set(phoneNumberId, profile) {
      const path = [phoneNumberId, "whatsapp_business_profile"];
      const body = json({ messaging_product: "whatsapp", ...checked(profile) });
      await call(graph, "account", { method: "POST", path, body });
    },
  };
}

function checked({ about, address, description, email, websites, vertical }: BusinessProfile): Json {
  const pages = websites && listed(0, 2, "websites", websites);
  return {
    // Once there, it cannot be empty.
    ...(about === undefined ? {} : { about: oneTo(139, "about", about) }),
    ...(address === undefined ? {} : { address: upTo(256, "address", address) }),
    ...(description === undefined ? {} : { description: upTo(512, "description", description) }),
    ...(email === undefined ? {} : { email: upTo(128, "email", email) }),
    ...(pages === undefined ? {} : { websites: pages.map((page) => oneTo(256, "website", page)) }),
    ...(vertical === undefined ? {} : { vertical }),
  };
}
