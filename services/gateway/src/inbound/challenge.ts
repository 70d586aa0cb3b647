import type { ServerResponse } from "node:http";
import { sameSecret } from "@careline/whatsapp";
import { answerText } from "./answer.ts";

/** WhatsApp asks whether we are who registered this address: the challenge comes back only to who knows the token. */
export function answerChallenge(
  query: URLSearchParams,
  verifyToken: string,
  response: ServerResponse,
): boolean {
  const isGenuine = sameSecret(query.get("hub.verify_token") ?? "", verifyToken);
  const challenge = query.get("hub.challenge");
  if (!isGenuine || query.get("hub.mode") !== "subscribe" || challenge === null) return false;
  answerText(response, 200, challenge);
  return true;
}
