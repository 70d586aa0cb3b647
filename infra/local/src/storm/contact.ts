import { randomUUID } from "node:crypto";
import { sign } from "@careline/whatsapp";
import type { LocalFile } from "../local-file.ts";

/** Somebody who writes in the storm: known by phone and user id, or by either alone. */
export interface Contact {
  readonly name: string;
  readonly phone: string | null;
  readonly bsuid: string | null;
}

export function contactOf(index: number): Contact {
  const number = String(index).padStart(4, "0");
  return {
    name: `Paciente ${number}`,
    phone: index % 3 === 2 ? null : `3460090${number}`,
    bsuid: index % 3 === 1 ? null : `ES.storm${number}`,
  };
}

/** A webhook in Meta's shape, but for its envelope's signature. */
export interface Webhook {
  readonly body: string;
}

/** One message of a contact. Sent again it is the same bytes, as Meta sends them. */
export function webhookOf(local: LocalFile, { name, phone, bsuid }: Contact, message: object): Webhook {
  const id = `wamid.${Buffer.from(`${phone ?? bsuid ?? ""} ${randomUUID()}`).toString("base64")}`;
  const whose = { ...(phone !== null && { from: phone }), ...(bsuid !== null && { from_user_id: bsuid }) };
  const contact = {
    profile: { name },
    ...(phone !== null && { wa_id: phone }),
    ...(bsuid !== null && { user_id: bsuid }),
  };
  const value = {
    messaging_product: "whatsapp",
    metadata: { display_phone_number: local.displayPhoneNumber, phone_number_id: local.phoneNumberId },
    contacts: [contact],
    messages: [{ ...whose, id, timestamp: String(Math.floor(Date.now() / 1_000)), ...message }],
  };
  const entry = [{ id: local.wabaId, changes: [{ value, field: "messages" }] }];
  return { body: JSON.stringify({ object: "whatsapp_business_account", entry }) };
}

/** Posts it as Meta would; true only for a 200. */
export async function posted({ body }: Webhook, local: LocalFile): Promise<boolean> {
  try {
    const answer = await fetch(local.gateway + local.webhookPath, {
      method: "POST",
      signal: AbortSignal.timeout(10_000),
      headers: {
        "content-type": "application/json",
        "x-hub-signature-256": sign(Buffer.from(body), local.appSecret),
      },
      body,
    });
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    return false;
  }
}
