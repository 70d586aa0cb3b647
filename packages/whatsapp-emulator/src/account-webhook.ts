import { accountBody } from "./rules/webhook-body.ts";
import type { Json } from "./rules/json.ts";
import { wire } from "./rules/wire.ts";
import type { World } from "./world.ts";

/** Owes the business a webhook about an account rather than a chat. Call inside a transaction, and wake the sender after. */
export function tellAccount({ sender, now }: World, wabaId: string, field: string, value: Json): string {
  const body = wire(accountBody(wabaId, field, value, now()));
  return sender.enqueue({ lane: `account/${wabaId}`, wabaId, field, body });
}
