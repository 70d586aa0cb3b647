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
  ShortLink,
  Upload,
} from "./model.ts";
import type { Callback } from "../webhook/apps.ts";
import type { Flow } from "./flows.ts";
import type { NumberDetails } from "./number-details.ts";
import type { KeptTemplate } from "./templates.ts";

export interface State {
  readonly records: Records;
  /** By WhatsApp Business Account id. */
  readonly accounts: Collection<Account>;
  /** By phone number id, in the order in which they were made. */
  readonly numbers: Collection<BusinessNumber>;
  /** By phone number id, where they are not as usual. */
  readonly details: Collection<NumberDetails>;
  /** By `chatKey`. */
  readonly chats: Collection<Chat>;
  /** By template id. */
  readonly templates: Collection<KeptTemplate>;
  /** By flow id. */
  readonly flows: Collection<Flow>;
  readonly patients: Collection<Patient>;
  readonly messages: Collection<Message>;
  readonly media: Collection<Media>;
  /** What links in sends led to, by link. */
  readonly links: Collection<{ readonly mediaId: string; readonly at: number }>;
  /** By code. */
  readonly shortLinks: Collection<ShortLink>;
  /** By upload id. */
  readonly uploads: Collection<Upload>;
  readonly pendingStatuses: Collection<PendingStatus>;
  readonly deliveries: Collection<Delivery>;
  /** By `callbackKey`. */
  readonly callbacks: Collection<Callback>;
  /** Accounts that an app does not hear of, by `callbackKey`. */
  readonly unsubscribed: Collection<true>;
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
    details: records.collection("number-details"),
    chats: records.collection("chats"),
    templates: records.collection("templates"),
    flows: records.collection("flows"),
    patients: records.collection("patients"),
    messages: records.collection("messages"),
    media: records.collection("media"),
    links: records.collection("links"),
    shortLinks: records.collection("short-links"),
    uploads: records.collection("uploads"),
    pendingStatuses: records.collection("pending-statuses"),
    deliveries: records.collection("deliveries"),
    callbacks: records.collection("callbacks"),
    unsubscribed: records.collection("unsubscribed"),
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
