import { InboundContent } from "@careline/contracts/sealed/v1/sealed";
import { PhiError } from "@careline/phi";
import type { Letters } from "../app/ports.ts";

export const letters: Letters = {
  async open(content, reading) {
    const bytes = await reading.open(content, { purpose: "understand-message" });
    const { text, choiceId, from } = decoded(bytes);
    const { phone = "", userId = "", username = "" } = from ?? {};
    return { from: { phone, userId, username }, text, choiceId, bytes };
  },
};

function decoded(bytes: Uint8Array): InboundContent {
  try {
    return InboundContent.decode(bytes);
  } catch {
    throw new PhiError("PHI_MALFORMED");
  }
}
