import type { Fields } from "./fields.ts";
import { Refusal } from "./refusal.ts";

const nameParts = ["first_name", "last_name", "middle_name", "prefix", "suffix"];
const lists: Readonly<Record<string, readonly string[]>> = {
  phones: ["phone", "type", "wa_id"],
  emails: ["email", "type"],
  urls: ["url", "type"],
  addresses: ["street", "city", "state", "zip", "country", "country_code", "type"],
};

/** Checks the cards of a contacts message; answers whose they are. */
export function contactNames(contacts: readonly Fields[]): string {
  if (contacts.length < 1 || contacts.length > 257)
    throw new Refusal(131009, "Between 1 and 257 contacts are allowed.");
  return contacts.map(checkedName).join(", ");
}

function checkedName(contact: Fields): string {
  contact.only("name", "org", "birthday", ...Object.keys(lists));
  for (const [key, members] of Object.entries(lists)) {
    for (const item of contact.raw(key) === undefined || contact.raw(key) === null ? [] : contact.list(key)) {
      item.only(...members);
      for (const member of members) item.optionalText(member, { max: 1024 });
    }
  }
  const org = contact.optionalObject("org");
  for (const member of ["company", "department", "title"]) org?.optionalText(member, { max: 1024 });
  const birthday = contact.optionalText("birthday", { max: 10 });
  if (birthday !== undefined && birthday !== "" && !/^\d{4}-\d\d-\d\d$/.test(birthday))
    throw new Refusal(131009, `Param ${contact.path}['birthday'] must be written YYYY-MM-DD.`);
  const name = contact.object("name");
  if (nameParts.every((part) => (name.optionalText(part, { max: 1024 }) ?? "") === "")) {
    throw new Refusal(131008, `${name.path} needs one more name beside formatted_name.`);
  }
  return name.text("formatted_name", { max: 1024 });
}
