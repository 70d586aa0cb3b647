import type { OutboundMessage } from "@careline/contracts/sealed/v1/sealed";
import type { Channel } from "./app/ports.ts";
import type { Tried } from "./domain/outcome.ts";

export interface Sent {
  readonly intentId: string;
  readonly phoneNumberId: string;
  readonly message: OutboundMessage;
}

/** What the channel does with a send; by default it takes it and says so. */
type Answer = (sent: Sent) => Promise<Tried | "accept">;

/** A channel that remembers what it was asked to send and what it took. */
export interface FakeChannel extends Channel {
  readonly asked: Sent[];
  readonly accepted: Sent[];
  answer: Answer;
  /** Before a message is ready: throws as an upload would. */
  upload: (intentId: string) => Promise<void>;
  /** Notes that it took a message whose answer nobody will hear. */
  take(sent: Sent): void;
  readonly texts: () => string[];
}

export const refusal = (code: number, again: "no" | "backoff" | "later", afterMs?: number): Tried => ({
  ...{ kind: "refused", reason: "refused by WhatsApp", code },
  ...{ again, afterMs },
});

export function fakeChannel(): FakeChannel {
  const channel: FakeChannel = {
    asked: [],
    accepted: [],
    answer: async () => "accept",
    upload: async () => {},
    take: (sent) => void channel.accepted.push(sent),
    texts: () => channel.accepted.map(({ message }) => textOf(message)),
    async prepare({ intentId }, phoneNumberId, message) {
      await channel.upload(intentId);
      return {
        async send() {
          const sent = { intentId, phoneNumberId, message };
          channel.asked.push(sent);
          const tried = await channel.answer(sent);
          if (tried !== "accept") return { tried, messageRef: undefined };
          channel.take(sent);
          return { tried: { kind: "accepted", held: false }, messageRef: refOf(intentId) };
        },
      };
    },
  };
  return channel;
}

export const refOf = (intentId: string): string => `ref-${intentId}`;

function textOf({ content }: OutboundMessage): string {
  if (content?.$case === "text") return content.value.body;
  if (content?.$case !== "template") return "";
  const { bodyParameters, namedParameters } = content.value;
  return [...bodyParameters, ...namedParameters.map(({ value }) => value)].join(" ");
}
