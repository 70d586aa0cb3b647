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
  Upload,
} from "./model.ts";
import type { KeptTemplate } from "./templates.ts";

export interface State {
  readonly records: Records;
  /** By WhatsApp Business Account id. */
  readonly accounts: Collection<Account>;
  /** By phone number id, in the order in which they were made. */
  readonly numbers: Collection<BusinessNumber>;
  /** By `chatKey`. */
  readonly chats: Collection<Chat>;
  /** By template id. */
  readonly templates: Collection<KeptTemplate>;
  readonly patients: Collection<Patient>;
  readonly messages: Collection<Message>;
  readonly media: Collection<Media>;
  /** By upload id. */
  readonly uploads: Collection<Upload>;
  readonly pendingStatuses: Collection<PendingStatus>;
  readonly deliveries: Collection<Delivery>;
  readonly faults: Collection<FaultOrder>;
  /** Names of templates whose sends are held for quality assessment. */
  readonly holds: Collection<string>;
  /** Free service messages, by number and month. */
  readonly quota: Collection<number>;
  /** Whom messages outside the window went to, the longest ago first. */
  readonly reached: Collection<{ readonly person: string; readonly at: number }>;
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
    templates: records.collection("templates"),
    patients: records.collection("patients"),
    messages: records.collection("messages"),
    media: records.collection("media"),
    uploads: records.collection("uploads"),
    pendingStatuses: records.collection("pending-statuses"),
    deliveries: records.collection("deliveries"),
    faults: records.collection("faults"),
    holds: records.collection("holds"),
    quota: records.collection("quota"),
    reached: records.collection("reached"),
    settings: records.collection("settings"),
    nextOrder: () => {
      const next = (counter.get("order") ?? 0) + 1;
      counter.put("order", next);
      return next;
    },
  };
}
