import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { post } from "../demo/phone.ts";
import { handsFor } from "../demo/hands.ts";
import type { Scenario } from "./scenario.ts";

const patienceMs = 20_000;
const sent: { readonly to: string; readonly text: string }[] = [];

/** Whom WhatsApp does not reach gets the reminder by SMS, once, with nothing in it that is nobody else's business. */
export const smsFallback: Scenario = {
  name: "sms-fallback",
  what: "a patient books and then deletes WhatsApp; the reminder comes as an SMS",
  async prepare() {
    sent.length = 0;
    const provider = createServer((request, response) => {
      void bodyOf(request).then((body) => {
        sent.push(JSON.parse(body) as (typeof sent)[number]);
        response.writeHead(201).end("{}");
      });
    }).listen(0, "127.0.0.1");
    await once(provider, "listening");
    const { port } = provider.address() as AddressInfo;
    const fallback = { reminder: [{ channel: "sms", when: ["failed"] }] };
    return {
      wish: { clinic: { fallback }, env: { SMS_URL: `http://127.0.0.1:${port}/messages` } },
      end: async () => void provider.close(),
    };
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

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}
