import { InboundContent } from "@careline/contracts/sealed/v1/sealed";
import { PhiError } from "@careline/phi";
import type { Letters } from "../app/ports.ts";

export const letters: Letters = {
  async open(content, reading) {
    const bytes = await reading.open(content, { purpose: "understand-message" });
    const message = decoded(bytes);
    const { choiceId, groupId, part, wamid } = message;
    const { phone = "", userId = "", username = "" } = message.from ?? {};
    const isTooLarge = part?.$case === "media" && part.value.errorCode !== 0;
    const text = wordsOf(message);
    return {
      from: { phone, userId, username },
      wamid,
      text,
      choiceId,
      isInGroup: groupId !== "",
      isTooLarge,
      bytes,
    };
  },
};

/** What they wrote, wherever in the message it stands. */
function wordsOf({ text, part }: InboundContent): string {
  if (part?.$case === "correction") return part.value.text;
  return part?.$case === "flow" ? `${text} ${answersIn(part.value.responseJson)}`.trim() : text;
}

/** The words of a form, one after the other: whoever is in danger may write it there. */
function answersIn(json: string): string {
  const words: string[] = [];
  try {
    JSON.parse(json, (key, value: unknown) => {
      if (typeof value === "string" && key !== "flow_token") words.push(value);
      return value;
    });
  } catch {
    return json;
  }
  return words.join(". ");
}

function decoded(bytes: Uint8Array): InboundContent {
  try {
    return InboundContent.decode(bytes);
  } catch {
    throw new PhiError("PHI_MALFORMED");
  }
}
