import type { IncomingMessage, ServerResponse } from "node:http";
import type { Rates } from "./rules/bill.ts";
import type { MessagingLimit } from "./rules/messaging-limit.ts";
import type { StatusDelays } from "./rules/status-plan.ts";
import type { Template } from "./rules/template.ts";
import type { MessageView } from "./state/live.ts";
import type { Manner } from "./webhook/manner.ts";
import type { ClientCertificate } from "./webhook/post.ts";
import type { BusinessNumber } from "./state/model.ts";

export interface EmulatorOptions {
  /** A folder of its own, or ":memory:". */
  readonly path: string;
  /** 0 or absent: a free one. */
  readonly port?: number;
  readonly host?: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly accessToken: string;
  readonly wabaId: string;
  readonly phoneNumberId: string;
  readonly displayPhoneNumber: string;
  readonly verifiedName: string;
  /** Numbers beside the one above, in its account or in others. */
  readonly numbers?: readonly (NewNumber & { readonly phoneNumberId: string })[];
  /** Where webhooks go. */
  readonly webhookUrl: string;
  /** Where files are fetched from, when something stands before the emulator. Absent: its own address. */
  readonly publicUrl?: string;
  /** Apps beside the first, each with its own secret, that are told the same. */
  readonly apps?: readonly NewApp[];
  /** How webhooks are delivered. */
  readonly webhooks?: Partial<Manner>;
  /** Of the chance that doubles webhooks and turns them round. Default 1. */
  readonly webhookSeed?: number;
  /** Shown to receivers of webhooks that ask for one. Meta's has the name client.webhooks.fbclientcerts.com. */
  readonly clientCertificate?: ClientCertificate;
  /** True: media that is sent by link is fetched. Default false: nothing leaves the machine. */
  readonly fetchesLinks?: boolean;
  /** Hosts that links may lead to though they are in a network of one's own, such as 127.0.0.1. */
  readonly allowLinkHosts?: readonly string[];
  /** What time it is for messages, the 24-hour window and expiry. */
  readonly clock: { now(): Date };
  /** Moves the clock of the house that is talked to; resolved when all that fell due has happened. */
  readonly onClock?: (moveTo: Date) => Promise<void>;
  /**
   * How the window of a patient who never wrote here is seen: closed, as with Meta, or open, for who posts webhooks of
   * such a patient to the business by other means. Default closed.
   */
  readonly unknownWindow?: "closed" | "open";
  /**
   * What becomes of a free-form message outside the 24 hours: accepted and failed later, as is usual with Meta, or refused
   * at once, as was also seen. Default "fails".
   */
  readonly closedWindow?: "fails" | "refused";
  /** Graph versions that are gone, such as "v20.0": calls are served with the next one that is not. Default none. */
  readonly retiredVersions?: readonly string[];
  /** How fast may be sent, and to how many. Default "off"; an empty object: each number's throughput as Meta has it. */
  readonly limits?: Limits | "off";
  /** How soon each status follows a send, in real time. Default 50 sent, 150 delivered, 400 read, 700 played, 80 failed. */
  readonly statusDelaysMs?: StatusDelays;
  /** What the bill reckons with. Default: invented ones, in euros. */
  readonly rates?: Rates;
  readonly templates?: readonly Template[];
  /** How long a submitted template is under review, by the clock of the house. Default 5,000. */
  readonly templateReviewMs?: number;
  /** Meta: 250 templates in an account, 6,000 in one of a verified business. Default false. */
  readonly isVerifiedBusiness?: boolean;
  /** Told of each message that is accepted, and of what becomes of it, once it is kept: for who writes a ledger. */
  readonly onMessage?: (message: MessageView) => void;
  /** Told of each webhook, as it was sent, once its receiver has answered 200. */
  readonly onTaken?: (webhook: { readonly messageId: string | undefined; readonly body: string }) => void;
  /** Patients that exist when the emulator starts on an empty folder. */
  readonly seed?: readonly NewPatient[];
}

export interface Limits {
  /** Messages a second, in and out together. Absent: by each number's throughput. Beyond it 130429. */
  readonly numberPerSecond?: number | undefined;
  /** Meta: one message in six seconds to one person, with a burst of 45. Beyond it 131056. Default false. */
  readonly pairs?: boolean | undefined;
  /** Calls about an account in an hour. Meta: 5,000. Beyond it 80007. */
  readonly managementPerHour?: number | undefined;
  /** How many times faster than real time the seconds of these limits pass. Default 1. */
  readonly timeScale?: number | undefined;
  /** People whom all numbers together may write to outside the window in 24 hours of the clock. Default TIER_UNLIMITED. */
  readonly messagingLimit?: MessagingLimit | undefined;
}

export interface NewApp {
  readonly id: string;
  readonly name?: string;
  readonly appSecret: string;
  readonly webhookUrl: string;
  readonly verifyToken: string;
  /** Calls with it are this app's. Absent: it makes none of its own, but with `{id}|{appSecret}`. */
  readonly accessToken?: string;
}

export interface NewNumber {
  /** Absent: a new one. */
  readonly phoneNumberId?: string | undefined;
  /** Absent: the account of the first number. */
  readonly wabaId?: string | undefined;
  readonly displayPhoneNumber: string;
  readonly verifiedName: string;
  /** For a new account: reaches it and no other. Absent: the emulator's own token reaches it. */
  readonly accessToken?: string | undefined;
  /** Default true. */
  readonly isRegistered?: boolean | undefined;
  /** Meta: 80 messages a second, in and out together, or 1,000. Default STANDARD. */
  readonly throughput?: BusinessNumber["throughput"] | undefined;
  /** Also used in the app on a phone. Meta: 20 messages a second. */
  readonly coexists?: boolean | undefined;
  readonly quality?: BusinessNumber["quality"] | undefined;
  readonly accountMode?: BusinessNumber["accountMode"] | undefined;
  /** Digits of whom a test number may write to. Meta: at most five. */
  readonly allowList?: readonly string[] | undefined;
  readonly checksIdentity?: boolean | undefined;
}

export interface NewPatient {
  readonly name: string;
  readonly language?: string | undefined;
  /** Absent: a fictional one. Null: hidden behind a username. */
  readonly phone?: string | null | undefined;
  /** Absent: a new one. Null: none, as before 2026. */
  readonly bsuid?: string | null | undefined;
  readonly username?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly readReceipts?: boolean | undefined;
}

export interface Emulator {
  readonly url: string;
  /** True when no status is still to come and no webhook waits to be taken. */
  isQuiet(): boolean;
  /** Answers what came in at another door of the same process. */
  answer(request: IncomingMessage, response: ServerResponse): void;
  stop(): Promise<void>;
}
