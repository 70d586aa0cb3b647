import { styleText } from "node:util";
import { chatOn } from "../demo/chat.ts";
import { tell } from "../demo/output.ts";
import { type NewPhone, phoneOf } from "../demo/phone.ts";
import { printed } from "../demo/print.ts";
import type { House } from "../house.ts";
import type { Operator } from "../operator.ts";
import type { Person, Stage } from "./scenario.ts";

const yes = { es: "Sí, acepto", en: "Yes, I agree" } as const;

/** Where a scenario plays: people with phones, the clinic's operator, and what was claimed of them. */
export function stageOf(house: House, as: Operator): Stage & { readonly problems: string[] } {
  const problems: string[] = [];
  const people: Person[] = [];
  async function person(who: NewPhone): Promise<Person> {
    const phone = await phoneOf(house.local.emulator, who);
    const chat = chatOn(phone, printed(as));
    const one: Person = { phone, chat, contactId: () => contactOf(house, as, phone.id) };
    people.push(one);
    return one;
  }
  return {
    house,
    as,
    get problems() {
      return [...problems, ...people.flatMap(({ chat }) => chat.failures)];
    },
    tell: (line) => tell(styleText("yellow", `· ${line}`)),
    claim(isSo, what) {
      tell(isSo ? styleText("green", `✓ ${what}`) : styleText("red", `✗ ${what}`));
      if (!isSo) problems.push(what);
    },
    person,
    async known(who) {
      const one = await person(who);
      const language = who.language === "es" ? "es" : "en";
      await one.chat.say(language === "es" ? "Hola, quiero una cita" : "Hello, I need a visit", /https:/);
      await one.chat.tap(yes[language], /./);
      return one;
    },
  };
}

/** Whoever was answered last on a phone: by the intent that its newest message carries. */
async function contactOf(house: House, as: Operator, patient: string): Promise<string> {
  const answer = await fetch(`${house.local.emulator}/control/messages?patient=${patient}`);
  const { messages } = (await answer.json()) as { messages: { bizOpaqueCallbackData?: string | null }[] };
  const intentId = messages.findLast(({ bizOpaqueCallbackData: id }) => id)?.bizOpaqueCallbackData ?? "";
  const { intent } = await as.notification.getIntent({ intentId }, { tenantId: as.tenantId });
  return intent?.contactId ?? "";
}
