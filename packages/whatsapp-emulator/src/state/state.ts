import type { Records, Collection } from "./records.ts";
import type {
  Account,
  BusinessNumber,
  Chat,
  Delivery,
  FaultOrder,
  Media,
  Message,
  Patient,
  PendingStatus,
} from "./model.ts";

export interface State {
  readonly records: Records;
  /** By WhatsApp Business Account id. */
  readonly accounts: Collection<Account>;
  /** By phone number id, in the order in which they were made. */
  readonly numbers: Collection<BusinessNumber>;
  /** By `chatKey`. */
  readonly chats: Collection<Chat>;
  readonly patients: Collection<Patient>;
  readonly messages: Collection<Message>;
  readonly media: Collection<Media>;
  readonly pendingStatuses: Collection<PendingStatus>;
  readonly deliveries: Collection<Delivery>;
  readonly faults: Collection<FaultOrder>;
  readonly settings: Collection<string>;
  /** Grows, and never repeats, also after a restart. */
  nextOrder(): number;
}

export function openState(records: Records): State {
  const counter = records.collection<number>("counter");
  return {
    records,
    accounts: records.collection("accounts"),
    numbers: records.collection("numbers"),
    chats: records.collection("chats"),
    patients: records.collection("patients"),
    messages: records.collection("messages"),
    media: records.collection("media"),
    pendingStatuses: records.collection("pending-statuses"),
    deliveries: records.collection("deliveries"),
    faults: records.collection("faults"),
    settings: records.collection("settings"),
    nextOrder: () => {
      const next = (counter.get("order") ?? 0) + 1;
      counter.put("order", next);
      return next;
    },
  };
}
