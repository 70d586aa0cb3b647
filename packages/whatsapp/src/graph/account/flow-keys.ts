import { at, listOf, textAt } from "../../loose.ts";
import { call } from "../call.ts";
import type { Graph } from "../call.ts";
import { form } from "../request.ts";

export interface FlowKey {
  /** PEM. */
  readonly publicKey: string;
  /** VALID or MISMATCH: after a number was registered again its key must be uploaded again. */
  readonly signature?: string | undefined;
}

export interface FlowKeys {
  /** The key that forms of this number are encrypted for; undefined where none was uploaded. */
  get(phoneNumberId: string): Promise<FlowKey | undefined>;
  /** RSA of 2048 bits, as PEM. */
  set(phoneNumberId: string, publicKey: string): Promise<void>;
}

/** Public keys for forms. Each call is tried once and throws a Fault with Meta's words. */
export function flowKeysOf(graph: Graph): FlowKeys {
  const pathOf = (phoneNumberId: string): readonly string[] => [
    phoneNumberId,
    "whatsapp_business_encryption",
  ];
  return {
    async get(phoneNumberId) {
      const answer = await call(graph, "account", { method: "GET", path: pathOf(phoneNumberId) });
      const key = listOf(at(answer, "data"))[0];
      const publicKey = textAt(key, "business_public_key");
      if (publicKey === undefined) return undefined;
      return { publicKey, signature: textAt(key, "business_public_key_signature_status") };
    },
    async set(phoneNumberId, publicKey) {
      const body = form({ business_public_key: publicKey });
      await call(graph, "account", { method: "POST", path: pathOf(phoneNumberId), body });
    },
  };
}
