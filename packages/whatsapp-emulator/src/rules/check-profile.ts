import { fieldsOf } from "./fields.ts";
import type { Json } from "./json.ts";
import { Refusal } from "./refusal.ts";

const verticals = (
  "UNDEFINED OTHER AUTO BEAUTY APPAREL EDU ENTERTAIN EVENT_PLAN FINANCE GROCERY GOVT HOTEL HEALTH NONPROFIT " +
  "PROF_SERVICES RETAIL TRAVEL RESTAURANT NOT_A_BIZ ALCOHOL ONLINE_GAMBLING PHYSICAL_GAMBLING OTC_DRUGS " +
  "MATRIMONY_SERVICE"
).split(" ");

/** What of a business profile is to be changed, within Meta's limits. */
export function checkProfile(asked: Json): Json {
  const fields = fieldsOf(asked);
  if (asked["messaging_product"] !== "whatsapp")
    throw refused("The parameter messaging_product is required.");
  const about = fields.optionalText("about", { min: 1, max: 139 });
  const address = fields.optionalText("address", { max: 256 });
  const description = fields.optionalText("description", { max: 512 });
  const email = fields.optionalText("email", { max: 128 });
  if (email !== undefined && email !== "" && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    throw refused("Param email is not a valid e-mail address.");
  const vertical = fields.optionalText("vertical", { max: 40 });
  if (vertical !== undefined && !verticals.includes(vertical))
    throw refused(`Param vertical must be one of {${verticals.join(", ")}}.`);
  const websites = websitesOf(asked["websites"]);
  const read = { about, address, description, email, vertical, websites };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}

function websitesOf(value: unknown): readonly string[] | undefined {
  if (value === undefined || value === null) return undefined;
  const all = (Array.isArray(value) ? value : [value]).filter((each: unknown) => each !== "");
  if (all.length > 2) throw refused("Param websites must have at most 2 entries.");
  return all.map((each) => {
    if (typeof each === "string" && each.length <= 256 && /^https?:\/\/[^\s/]+/.test(each)) return each;
    throw refused("Param websites must be http or https URLs of at most 256 characters.");
  });
}

function refused(reason: string): Refusal {
  return new Refusal(100, undefined, { message: `(#100) ${reason}` });
}
