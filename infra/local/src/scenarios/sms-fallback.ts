import { setTimeout as pause } from "node:timers/promises";
import { handsFor } from "../demo/hands.ts";
import { post } from "../demo/phone.ts";
import type { Scenario } from "./scenario.ts";
import { type Sms, smsProvider } from "./sms-provider.ts";

const patienceMs = 20_000;
let sent: readonly Sms[] = [];

/** Whom WhatsApp does not reach gets the reminder by SMS, once, with nothing in it that is nobody else's business. */
export const smsFallback: Scenario = {
  name: "sms-fallback",
  what: "a patient books and then deletes WhatsApp; the reminder comes as an SMS",
  async prepare() {
    const provider = await smsProvider();
    ({ sent } = provider);
    return provider;
  },
  async play(stage) {
    const { phone, chat } = await stage.known({ name: "Inés Prado", language: "es" });
    await chat.tap("Revisión", /\d{1,2}:\d{2}/);
    await chat.tap("Otro día", /./);
    await chat.tap((titles) => titles.filter((title) => /\d/.test(title)).at(-1) ?? "", /\d{1,2}:\d{2}/);
    await chat.tap((titles) => titles.find((title) => /\d{1,2}:\d{2}/.test(title)) ?? "", /./);
    await chat.say("Inés Prado Vega", /./);
    await chat.say("3/5/1980", /1980/);
    await chat.tap("Sí, reservar", /reservada/i);
    const hands = await handsFor(stage.house, stage.as, phone);
    const { emulator } = stage.house.local;
    await chat.meanwhile("three days before the visit", () => hands.moveToHoursBefore(72), /recordamos/);
    stage.tell("she deletes WhatsApp");
    await fetch(`${emulator}/control/patients/${phone.id}`, {
      method: "PATCH",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ state: "not-on-whatsapp" }),
    });
    stage.tell("a day before the visit the reminder is due");
    await hands.moveToHoursBefore(24);
    for (const until = performance.now() + patienceMs; sent.length === 0 && performance.now() < until;)
      await pause(100);
    stage.claim(sent.length > 0, "WhatsApp cannot deliver it (131026), so it goes as an SMS");
    const text = sent[0]?.text ?? "";
    stage.tell(`  “${text}”`);
    stage.claim(
      text.includes("Clínica Alameda") || text.includes("Clinica Alameda"),
      "it says who, and when",
    );
    stage.claim(!/Inés|Prado|Revisi|Ruiz|Vidal/.test(text), "and nothing of her, of why, or of with whom");
    await pause(2_000);
    stage.claim(sent.length === 1, "once");
    await post(`${emulator}/control/clock`, { advance: "PT1H" });
    stage.claim(sent.length === 1, "also an hour later");
  },
};
