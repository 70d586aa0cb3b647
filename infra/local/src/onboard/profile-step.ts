import type { Clinic } from "@careline/runtime";
import { type BusinessProfile, type Graph, profilesOf } from "@careline/whatsapp";
import { done, missing, type Step } from "./step.ts";

type Wanted = Required<Pick<BusinessProfile, "about" | "address" | "websites" | "vertical">>;

const abouts: Record<Clinic["defaultLanguage"], (clinic: Clinic) => string> = {
  en: ({ name, emergencyNumber }) =>
    `${name}: appointments and notices. In an emergency call ${emergencyNumber}.`,
  es: ({ name, emergencyNumber }) => `${name}: citas y avisos. En una urgencia llame al ${emergencyNumber}.`,
};

/** What people see of the clinic in its chat: who it is, where, and whom to call in an emergency. */
export function profileOf(clinic: Clinic): Wanted {
  return {
    about: abouts[clinic.defaultLanguage](clinic),
    address: clinic.address,
    websites: [clinic.privacyUrl],
    vertical: "HEALTH",
  };
}

export function profileStep(graph: Graph, clinic: Clinic): Step {
  const { phoneNumberId } = clinic.whatsapp;
  const profiles = profilesOf(graph);
  const wanted = profileOf(clinic);
  return {
    name: "profile",
    async look() {
      const other = differences(await profiles.get(phoneNumberId), wanted);
      if (other.length === 0) return done("as the clinic's file has it");
      return missing(`other than the clinic's file: ${other.join(", ")}`, "run it without --check");
    },
    take: () => profiles.set(phoneNumberId, wanted),
  };
}

/** The members that are other than they should be. WhatsApp writes addresses of websites in its own way. */
function differences(found: BusinessProfile, wanted: Wanted): readonly string[] {
  const sites = (profile: BusinessProfile) =>
    profile.websites?.map((each) => URL.parse(each)?.href).join(" ");
  return (["about", "address", "websites", "vertical"] as const).filter((name) =>
    name === "websites" ? sites(found) !== sites(wanted) : found[name] !== wanted[name],
  );
}
