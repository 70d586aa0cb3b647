import { InboundContent } from "@careline/contracts/sealed/v1/sealed";
import { openMessage } from "@careline/phi";
import type { Letters } from "../app/ports.ts";

export const letters: Letters = {
  async open(content, reading) {
    const inbound = await openMessage(reading, InboundContent, content, { purpose: "understand-message" });
    const { phone = "", userId = "", username = "" } = inbound.from ?? {};
    const { text, choiceId } = inbound;
    return {
      from: { phone, userId, username },
      text,
      choiceId,
      bytes: InboundContent.encode(inbound).finish(),
    };
  },
};
