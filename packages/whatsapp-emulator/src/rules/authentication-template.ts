import { listAt, textAt, type Json } from "./json.ts";
import { missingField, templateRefusal } from "./template-refusal.ts";
import type { TemplateComponent } from "./template.ts";

interface Words {
  readonly body: string;
  readonly advice: string;
  readonly expires: (minutes: number) => string;
  readonly copy: string;
}

const english: Words = {
  body: "*{{1}}* is your verification code.",
  advice: " For your security, do not share this code.",
  expires: (minutes) => `This code expires in ${minutes} minutes.`,
  copy: "Copy code",
};
const spanish: Words = {
  body: "Tu código de verificación es *{{1}}*.",
  advice: " Por tu seguridad, no lo compartas.",
  expires: (minutes) => `Este código caduca en ${minutes} minutos.`,
  copy: "Copiar código",
};

/** The texts of authentication templates are Meta's own; a business chooses only which parts it wants. */
export function authenticationComponents(
  components: readonly Json[],
  language: string,
): readonly TemplateComponent[] {
  const words = language.startsWith("es") ? spanish : english;
  const part = (type: string): Json | undefined =>
    components.find((each) => textAt(each, "type")?.toUpperCase() === type);
  const minutes = part("FOOTER")?.["code_expiration_minutes"];
  if (
    minutes !== undefined &&
    !(Number.isInteger(minutes) && Number(minutes) >= 1 && Number(minutes) <= 90)
  ) {
    throw templateRefusal(
      "Code Expiration Is Incorrect",
      "code_expiration_minutes is from 1 to 90.",
      2388073,
    );
  }
  const advice = part("BODY")?.["add_security_recommendation"] === true ? words.advice : "";
  const button = listAt(part("BUTTONS"), "buttons")[0];
  return [
    { type: "BODY", text: words.body + advice, example: { body_text: [["123456"]] } },
    ...(minutes === undefined ? [] : [{ type: "FOOTER" as const, text: words.expires(Number(minutes)) }]),
    { type: "BUTTONS", buttons: [otpButton(button, words.copy)] },
  ];
}

// A send fills the code into the button as into any other link.
function otpButton(button: Json | undefined, label: string) {
  const kind = textAt(button, "otp_type")?.toUpperCase() ?? "";
  const isKnown = ["COPY_CODE", "ONE_TAP", "ZERO_TAP"].includes(kind);
  if (textAt(button, "type")?.toUpperCase() !== "OTP" || !isKnown) throw missingField("BUTTONS", "otp_type");
  if (kind !== "COPY_CODE" && listAt(button, "supported_apps").length === 0)
    throw missingField("BUTTONS", "supported_apps");
  const url = `https://www.whatsapp.com/otp/code/?otp_type=${kind}&code=otp`;
  return {
    type: "URL" as const,
    text: textAt(button, "text") ?? label,
    url: `${url}{{1}}`,
    example: [`${url}123456`],
  };
}
