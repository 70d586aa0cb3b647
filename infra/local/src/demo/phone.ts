import { setTimeout as pause } from "node:timers/promises";
import type { MessageView, Shown } from "@careline/whatsapp-emulator";

/** A patient's phone, played by a script through the emulator's control API. */
export interface Phone {
  readonly id: string;
  /** Sends as the patient; the order is the control API's. */
  send(order: object): Promise<void>;
  /** What came since the last call, once `isEnough` says so; what came by then, if it never does. */
  receive(isEnough: (messages: readonly MessageView[]) => boolean): Promise<readonly MessageView[]>;
  /** The newest message with something to tap. */
  choices(): Promise<Shown | undefined>;
}

export interface NewPhone {
  readonly name: string;
  readonly language: string;
  readonly phone?: string | null;
}

const usualPatienceMs = 15_000;
const stepMs = 25;

export async function phoneOf(
  emulator: string,
  patient: NewPhone,
  patienceMs = usualPatienceMs,
): Promise<Phone> {
  const { id } = await post<{ id: string }>(`${emulator}/control/patients`, patient);
  let cursor = 0;
  const since = async (after: number): Promise<readonly MessageView[]> => {
    const answer = await fetch(`${emulator}/control/messages?patient=${id}&after=${after}`);
    return ((await answer.json()) as { messages: MessageView[] }).messages;
  };
  return {
    id,
    send: (order) => post(`${emulator}/control/patients/${id}/messages`, order),
    async receive(isEnough) {
      const until = performance.now() + patienceMs;
      for (;;) {
        const messages = await since(cursor);
        const received = messages.filter(({ direction }) => direction === "to_patient");
        if (isEnough(received) || performance.now() > until) {
          cursor = messages.at(-1)?.cursor ?? cursor;
          return received;
        }
        await pause(stepMs);
      }
    },
    async choices() {
      const all = await since(0);
      return all.findLast(({ shown }) => shown.list !== undefined || (shown.buttons ?? []).length > 0)?.shown;
    },
  };
}

export async function post<T>(url: string, body: object): Promise<T> {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${new URL(url).pathname}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** Everything in a message that a patient could tap, by its title. */
export function titlesOf(shown: Shown | undefined): readonly { id: string; title: string }[] {
  const rows = shown?.list?.sections.flatMap((section) => section.rows) ?? [];
  const buttons = (shown?.buttons ?? []).flatMap(({ id, title }) =>
    id === undefined ? [] : [{ id, title }],
  );
  return [...rows, ...buttons];
}
