import type { Limits } from "../options.ts";
import { type Bucket, messagesPerSecond, refilled } from "../rules/pacing.ts";
import { chatKey } from "./chats.ts";
import type { BusinessNumber } from "./model.ts";

/** Counts messages of each number and pair, in real time: a clock that is moved does not let one send faster. */
export interface Pacer {
  /** The code of the refusal, where one more message out would be too many. Counts nothing. */
  refusal(number: BusinessNumber, person: string): 130429 | 131056 | undefined;
  /** Counts a message that a person sends to the number, which is never refused. */
  countIn(number: BusinessNumber): void;
  countOut(number: BusinessNumber, person: string): void;
  /** Counts a call about an account, unless its hour is full: then false. */
  countManagement(wabaId: string): boolean;
  managementPercent(wabaId: string): number;
}

const secondMs = 1_000;
const hourMs = 60 * 60 * secondMs;
// Meta: 5,000 calls an hour about an account that has a registered number.
const managementPerHour = 5_000;

export function createPacer(limits: () => Limits | "off"): Pacer {
  const moments = new Map<string, number[]>();
  const buckets = new Map<string, Bucket>();

  const lately = (id: string, at: number, forMs = secondMs): number[] => {
    const known = moments.get(id) ?? [];
    moments.set(id, known);
    const alive = known.findIndex((moment) => moment > at - forMs);
    known.splice(0, alive < 0 ? known.length : alive);
    return known;
  };
  const momentOf = ({ timeScale = 1 }: Limits): number => performance.now() * timeScale;

  return {
    refusal: (number, person) => {
      const limit = limits();
      if (limit === "off") return undefined;
      const at = momentOf(limit);
      const max = limit.numberPerSecond ?? messagesPerSecond(number);
      if (lately(number.phoneNumberId, at).length >= max) return 130429;
      const bucket = refilled(buckets.get(chatKey(number.phoneNumberId, person)), at);
      return limit.pairs === true && bucket.tokens < 1 ? 131056 : undefined;
    },
    countIn: (number) => {
      const limit = limits();
      if (limit === "off") return;
      const at = momentOf(limit);
      lately(number.phoneNumberId, at).push(at);
    },
    countOut: (number, person) => {
      const limit = limits();
      if (limit === "off") return;
      const at = momentOf(limit);
      lately(number.phoneNumberId, at).push(at);
      if (limit.pairs !== true) return;
      const key = chatKey(number.phoneNumberId, person);
      const { tokens } = refilled(buckets.get(key), at);
      buckets.set(key, { tokens: tokens - 1, at });
    },
    countManagement: (wabaId) => {
      const limit = limits();
      if (limit === "off") return true;
      const at = momentOf(limit);
      const calls = lately(wabaId, at, hourMs);
      const isFull = calls.length >= (limit.managementPerHour ?? managementPerHour);
      if (!isFull) calls.push(at);
      return !isFull;
    },
    managementPercent: (wabaId) => {
      const limit = limits();
      if (limit === "off") return 0;
      const calls = lately(wabaId, momentOf(limit), hourMs).length;
      return Math.floor((calls * 100) / (limit.managementPerHour ?? managementPerHour));
    },
  };
}
