import type { AnswerKind } from "@careline/local/storm/script";

/** What can be said to a patient, by what is seen of it. */
export type SaidKind = AnswerKind | "reminder";

/** A message that a patient wrote, and the one kind of answer that it must have. */
export interface Asked {
  readonly type: "asked";
  readonly id: string;
  readonly patient: string;
  readonly kind: AnswerKind;
  /** When it should have been posted, whatever held it back. */
  readonly at: number;
}

/** The house has taken the message on: its first 200. */
export interface Accepted {
  readonly type: "accepted";
  readonly id: string;
  readonly at: number;
}

/** A visit after a call that got its OK, and how many reminders of it are said by the end. Its last entry counts. */
export interface Booked {
  readonly type: "booked";
  readonly key: string;
  readonly patient: string;
  /** Undefined: cancelled. */
  readonly slotId?: string;
  readonly least: 0 | 1;
  readonly most: 0 | 1 | 2;
  readonly dueAt: number;
  readonly at: number;
}

/** The emulator has accepted a send. */
export interface Said {
  readonly type: "said";
  readonly intent: string;
  readonly patient: string;
  /** Of WhatsApp's message id, which holds the phone number, the hash. */
  readonly ref: string;
  readonly kind: SaidKind;
  readonly at: number;
}

/** A service for SMS or a mail server has taken a send, whatever it answered. */
export interface Taken {
  readonly type: "taken";
  readonly channel: "sms" | "email";
  readonly intent: string;
  readonly patient: string;
  readonly at: number;
}

/** A status of a send has come true; `told` when the house has answered its webhook with 200. */
export interface StatusOf {
  readonly type: "status" | "told";
  readonly ref: string;
  readonly status: string;
  readonly at: number;
}

/** Something was broken on purpose (`struck`) or put right again (`healed`). */
export interface Blow {
  readonly type: "struck" | "healed";
  readonly fault: string;
  readonly target: string;
  readonly at: number;
}

/** A process ended and nobody had ordered it. */
export interface Unordered {
  readonly type: "unordered";
  readonly target: string;
  readonly how: string;
  readonly at: number;
}

export type Entry = Asked | Accepted | Booked | Said | Taken | StatusOf | Blow | Unordered;
