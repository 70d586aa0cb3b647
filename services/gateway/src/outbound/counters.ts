import { counters } from "@careline/runtime";
import type { Counted, Ports } from "../app/ports.ts";

const descriptions: Readonly<Record<Counted, string>> = {
  "webhooks-accepted": "Webhooks answered 200",
  "webhooks-refused": "Webhooks refused, by reason",
  "events-published": "Events that the bus holds",
  "files-settled": "Files of patients of which it is known what became, by that",
  "items-without-clinic": "Webhook items for no clinic of this installation",
  "identities-disagree": "Messages whose phone and user id belong to two contacts",
};

export const gatewayCounters = (): Ports["count"] => counters("gateway", descriptions);
