import type { Chat } from "../demo/chat.ts";
import type { NewPhone, Phone } from "../demo/phone.ts";
import type { House, HouseWish } from "../house.ts";
import type { Operator } from "../operator.ts";

/** Somebody who writes, on a phone of their own. */
export interface Person {
  readonly phone: Phone;
  readonly chat: Chat;
  /** What the house calls them, once they have been answered. */
  contactId(): Promise<string>;
}

export interface Stage {
  readonly house: House;
  readonly as: Operator;
  tell(line: string): void;
  /** A claim of the story; one that is not so makes the scenario fail. */
  claim(isSo: boolean, what: string): void;
  person(who: NewPhone): Promise<Person>;
  /** Agrees to the notice, so that the story can begin. */
  known(who: NewPhone): Promise<Person>;
}

/** A story of the channel that prints itself, and fails when it comes out otherwise. */
export interface Scenario {
  readonly name: string;
  readonly what: string;
  /** What the house must be like; it may begin something, and end it again. */
  prepare?(): Promise<{ readonly wish: HouseWish; end?(): Promise<void> }>;
  play(stage: Stage): Promise<void>;
}
