import type { MessageView, Shown } from "@careline/whatsapp-emulator";
import { type Phone, titlesOf } from "./phone.ts";

/** A conversation that checks itself: every step says what must come back, and a wrong answer is remembered. */
export interface Chat {
  say(text: string, ...expected: readonly Expected[]): Promise<readonly MessageView[]>;
  tap(
    title: string | ((titles: readonly string[]) => string),
    ...expected: readonly Expected[]
  ): Promise<readonly MessageView[]>;
  send(order: object, label: string, ...expected: readonly Expected[]): Promise<readonly MessageView[]>;
  /** Something happens without the patient doing anything. */
  meanwhile(
    label: string,
    work: () => Promise<unknown>,
    ...expected: readonly Expected[]
  ): Promise<readonly MessageView[]>;
  readonly failures: readonly string[];
}

/** What must be among the answers; "nothing" when nobody must answer. */
export type Expected = RegExp | "nothing";

export interface Script {
  line(kind: "patient" | "clinic" | "note" | "wrong", text: string): void;
  /** Called after each step: prints what the services decided. */
  decided(): Promise<void>;
}

const silenceMs = 1_200;

export function chatOn(phone: Phone, script: Script): Chat {
  const failures: string[] = [];
  const fail = (text: string): void => {
    failures.push(text);
    script.line("wrong", text);
  };

  async function answers(expected: readonly Expected[]): Promise<readonly MessageView[]> {
    const patterns = expected.filter((one): one is RegExp => one !== "nothing");
    const isSilent = expected.includes("nothing");
    const silentUntil = performance.now() + silenceMs;
    const received = await phone.receive((messages) =>
      isSilent
        ? messages.length > 0 || performance.now() > silentUntil
        : patterns.every((pattern) => messages.some(({ text }) => pattern.test(text))),
    );
    for (const { text } of received) script.line("clinic", text);
    if (isSilent && received.length > 0) fail("somebody answered, and nobody should have");
    for (const pattern of patterns)
      if (!received.some(({ text }) => pattern.test(text))) fail(`no answer matched ${String(pattern)}`);
    await script.decided();
    return received;
  }

  async function send(order: object, label: string, ...expected: readonly Expected[]) {
    script.line("patient", label);
    await phone.send(order);
    return answers(expected);
  }

  return {
    failures,
    send,
    say: (text, ...expected) => send({ type: "text", text }, text, ...expected),
    async tap(which, ...expected) {
      const shown = await phone.choices();
      const offered = titlesOf(shown);
      const wanted = typeof which === "string" ? which : which(offered.map(({ title }) => title));
      const choice = offered.find(({ title }) => title === wanted);
      if (choice === undefined) {
        fail(`"${wanted}" was not offered, only: ${offered.map(({ title }) => title).join(" · ")}`);
        return [];
      }
      return send(tapOrder(shown, choice), `[${wanted}]`, ...expected);
    },
    async meanwhile(label, work, ...expected) {
      script.line("note", label);
      await work();
      return answers(expected);
    },
  };
}

function tapOrder(shown: Shown | undefined, { id, title }: { id: string; title: string }): object {
  if (shown?.list !== undefined) return { type: "list_reply", id, title };
  const button = shown?.buttons?.find((one) => one.id === id);
  return button?.kind === "quick_reply"
    ? { type: "button", payload: id, title }
    : { type: "button_reply", id, title };
}
