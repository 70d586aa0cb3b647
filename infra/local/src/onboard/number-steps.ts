import type { Clinic } from "@careline/runtime";
import { type Graph, healthOf, numbersOf } from "@careline/whatsapp";
import { done, missing, type Step } from "./step.ts";

export interface NumberGiven {
  /** Meta's word for how a code is sent to the number. */
  readonly sendCode: "SMS" | "VOICE" | undefined;
  readonly code: string | undefined;
  readonly pin: string | undefined;
}

/** Steps of the number itself: it is ours, it is registered, and it may send. */
export function numberSteps(
  graph: Graph,
  clinic: Clinic,
  { sendCode, code, pin }: NumberGiven,
): readonly Step[] {
  const { phoneNumberId, displayPhoneNumber, wabaId } = clinic.whatsapp;
  const numbers = numbersOf(graph);
  const language = `${clinic.defaultLanguage}_${clinic.defaultLanguage === "en" ? "US" : "ES"}`;

  return [
    {
      name: "access",
      isFirst: true,
      async look() {
        const all = await numbers.list(wabaId);
        const number = all.find(({ id }) => id === phoneNumberId);
        const check = "check whatsapp in the clinic's file, and what the access token may see";
        if (number === undefined) return missing(`account ${wabaId} has no number ${phoneNumberId}`, check);
        const shown = number.displayPhoneNumber ?? "";
        if (shown.replace(/\D/g, "") !== displayPhoneNumber)
          return missing(`number ${phoneNumberId} reads ${shown}, not ${displayPhoneNumber}`, check);
        return done(`${shown}, ${number.verifiedName ?? "without a name"}`);
      },
    },
    {
      name: "code",
      async look() {
        const { codeVerificationStatus: status, platform } = await numbers.get(phoneNumberId);
        // Meta lets a verification expire once a number is registered; it is needed no more.
        if (status === "VERIFIED" || platform === "CLOUD_API") return done("the number is ours");
        const next = "have a code sent with --send-code SMS or VOICE, then give it with --code-file FILE";
        return missing(`the number is ${status ?? "not verified"}`, next);
      },
      take: takeCode(),
    },
    {
      name: "registration",
      async look() {
        const { status = "unknown", platform } = await numbers.get(phoneNumberId);
        if (platform === "CLOUD_API" && status === "CONNECTED") return done("connected to the Cloud API");
        return missing(
          `the number is ${status}`,
          "choose six digits as its PIN, keep them in a file of your own, and give it with --pin-file FILE",
        );
      },
      take: pin === undefined ? undefined : () => numbers.register(phoneNumberId, { pin }),
    },
  ];

  function takeCode(): Step["take"] {
    if (code !== undefined) return () => numbers.verifyCode(phoneNumberId, code);
    if (sendCode === undefined) return undefined;
    return () => numbers.requestCode(phoneNumberId, { method: sendCode, language });
  }
}

/** The last step: what Meta says of everything together. */
export function healthStep(graph: Graph, { whatsapp }: Clinic): Step {
  return {
    name: "health",
    async look() {
      const { canSend = "UNKNOWN", entities } = await healthOf(graph, whatsapp.phoneNumberId);
      if (canSend === "AVAILABLE") return done("messages can be sent");
      const problems = entities.flatMap(({ type, problems, information }) => [
        ...problems.map(({ words, solution }) => `${type}: ${words ?? ""} ${solution ?? ""}`.trim()),
        ...information.map((words) => `${type}: ${words}`),
      ]);
      return missing(`messages are ${canSend}`, problems.join("; ") || "see WhatsApp Manager");
    },
  };
}
