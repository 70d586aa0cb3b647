import type { House } from "./house.fixture.ts";
import { jsonAt, listAt, textAt, type Json } from "./rules/json.ts";
import { number } from "./house.fixture.ts";

/** A tiny clinic behind the webhook: enough to chat with, and nothing of the real one. */
export function playClinic(house: House): void {
  house.receiver.onHook = (value) => {
    for (const message of listAt(value, "messages")) void answer(house, message);
  };
}

async function answer(house: House, message: Json): Promise<void> {
  const to = String(message["from"]);
  const id = String(message["id"]);
  const say = (content: Json) => house.send(to, content);
  const typing = {
    messaging_product: "whatsapp",
    status: "read",
    message_id: id,
    typing_indicator: { type: "text" },
  };
  await house.graph("POST", `${number}/messages`, typing);
  const reply = jsonAt(message, "interactive");
  if (textAt(reply, "type") === "button_reply") return void (await say(times));
  if (textAt(reply, "type") === "list_reply") return confirm(house, say);
  if (textAt(message, "type") === "text") return void (await say(welcome));
  await say({ text: { body: "Gracias, lo hemos recibido." } });
}

const welcome = {
  type: "interactive",
  interactive: {
    type: "button",
    header: { type: "text", text: "Clínica del Puerto" },
    body: {
      text: "Hola 👋 Soy el asistente de la clínica. Tus datos están *protegidos* y solo se usan para tu cita. ¿Seguimos?",
    },
    footer: { text: "Aviso de privacidad: example.org/privacidad" },
    action: {
      buttons: [
        { type: "reply", reply: { id: "consent:yes", title: "Sí, de acuerdo" } },
        { type: "reply", reply: { id: "consent:no", title: "No, gracias" } },
      ],
    },
  },
};

const times = {
  type: "interactive",
  interactive: {
    type: "list",
    body: { text: "Estas son las horas libres con la Dra. Ruiz. Elige la que mejor te venga." },
    action: {
      button: "Ver horas",
      sections: [
        {
          title: "Martes 1 de diciembre",
          rows: [
            { id: "slot:1", title: "09:15", description: "Dra. Ruiz · 20 minutos" },
            { id: "slot:2", title: "10:30", description: "Dra. Ruiz · 20 minutos" },
          ],
        },
        {
          title: "Miércoles 2",
          rows: [{ id: "slot:3", title: "16:45", description: "Dr. Vidal · 30 minutos" }],
        },
        {
          title: "Más",
          rows: [
            { id: "more", title: "Más horas" },
            { id: "day", title: "Otro día" },
          ],
        },
      ],
    },
  },
};

const calendar = [
  "BEGIN:VCALENDAR",
  "VERSION:2.0",
  "BEGIN:VEVENT",
  "UID:1@example.org",
  "SUMMARY:Visita con la Dra. Ruiz",
  "DTSTART:20261201T081500Z",
  "DTEND:20261201T083500Z",
  "LOCATION:Calle Mayor 1\\, 28013 Madrid",
  "END:VEVENT",
  "END:VCALENDAR",
].join("\r\n");

async function confirm(house: House, say: (content: Json) => Promise<unknown>): Promise<void> {
  const form = new FormData();
  form.set("messaging_product", "whatsapp");
  form.set("type", "text/plain");
  form.set("file", new Blob([calendar], { type: "text/plain" }), "visita.ics");
  const url = `${house.emulator.url}/v26.0/${number}/media`;
  const answered = await fetch(url, {
    method: "POST",
    body: form,
    headers: { authorization: "Bearer token" },
  });
  const uploaded: unknown = await answered.json();
  await say({
    type: "interactive",
    interactive: {
      type: "cta_url",
      body: { text: "Hecho ✅ Tu visita es el *martes 1 de diciembre a las 9:15*.\nCalle Mayor 1, Madrid" },
      action: {
        name: "cta_url",
        parameters: { display_text: "Cómo llegar", url: "https://example.org/mapa" },
      },
    },
  });
  await say({
    type: "document",
    document: { id: textAt(uploaded, "id"), filename: "visita.ics", caption: "Añádela a tu calendario" },
  });
}
