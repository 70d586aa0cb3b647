import { at, listOf, momentOf, textAt } from "../../loose.ts";
import { everyPage } from "../call.ts";
import type { Graph } from "../call.ts";

/** Something that happened to a message, and whether our webhook took it. */
export interface HistoryEvent {
  /** SENT, DELIVERED, READ… */
  readonly deliveryStatus?: string | undefined;
  /** DELIVERED where our webhook answered 200. */
  readonly webhookState?: string | undefined;
  readonly at?: Date | undefined;
  /** Why it was not taken. */
  readonly problem?: string | undefined;
}

const fields =
  "id,message_id,events{delivery_status,webhook_update_state,timestamp,application,webhook_uri,error_description}";

/**
 * What WhatsApp told us of a message, never its content; not every account has it. One try; a Fault does not say of
 * which message, as its id holds a phone number.
 */
export async function messageHistoryOf(
  graph: Graph,
  phoneNumberId: string,
  wamid: string,
): Promise<readonly HistoryEvent[]> {
  const query = { message_id: wamid, fields, limit: "100" };
  const path = [phoneNumberId, "message_history"];
  const entries = await everyPage(graph, "people", { method: "GET", path, query });
  return entries
    .flatMap((entry) => listOf(at(entry, "events", "data")))
    .map((event) => ({
      deliveryStatus: textAt(event, "delivery_status"),
      webhookState: textAt(event, "webhook_update_state"),
      at: momentOf(at(event, "timestamp")),
      problem: textAt(event, "error_description"),
    }));
}
