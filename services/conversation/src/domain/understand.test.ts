import { expect, test } from "vitest";
import { plainCommand, understand, yesOrNo } from "./understand.ts";
import type { Intent } from "./understand.ts";

const said: readonly (readonly [Intent, string])[] = [
  ["book", "Hola, quiero una cita"],
  ["book", "Buenos días, ¿me pueden dar turno con la doctora?"],
  ["book", "necesito una consulta por favor"],
  ["book", "I'd like to book an appointment"],
  ["book", "can I see a doctor this week?"],
  ["book", "una cita para otra persona de mi familia"],
  ["move", "quiero cambiar mi cita"],
  ["move", "¿Podemos mover la cita a otro día?"],
  ["move", "I need to reschedule"],
  ["cancel", "quiero cancelar mi cita"],
  ["cancel", "Please cancel my appointment"],
  ["confirm", "Confirmo mi cita"],
  ["confirm", "confirm"],
  ["visits", "mis citas"],
  ["visits", "¿cuándo es mi próxima cita?"],
  ["visits", "when is my next appointment?"],
  ["visits", "mañana no puedo ir"],
  ["visits", "I can't make it tomorrow"],
  ["person", "quiero hablar con una persona"],
  ["person", "Necesito hablar con alguien por favor"],
  ["person", "can I talk to a human?"],
  ["person", "speak to someone please"],
  ["person", "agente"],
  ["opt-out", "BAJA"],
  ["opt-out", "Stop."],
  ["opt-out", "darme de baja por favor"],
  ["opt-out", "unsubscribe"],
  ["opt-in", "ALTA"],
  ["opt-in", "start"],
  ["menu", "no quiero cancelar"],
  ["menu", "ayuda"],
  ["greeting", "Hola, buenas tardes"],
  ["greeting", "hello there"],
  ["thanks", "muchas gracias por todo"],
  ["thanks", "ok"],
  ["thanks", "🙏"],
  ["unknown", "me dieron de baja laboral la semana pasada"],
  ["unknown", "nonstop rain today"],
  ["unknown", "¿tienen aparcamiento?"],
  ["unknown", ""],
];

test.each(said)("%s: %s", (intent, words) => {
  expect(understand(words)).toBe(intent);
});

test("yes and no are heard as typed, and nothing else is", () => {
  expect(["sí", "Sí, acepto", "vale", "YES", "ok 👍"].map(yesOrNo)).toEqual([
    "yes",
    "yes",
    "yes",
    "yes",
    "yes",
  ]);
  expect(["no", "No acepto", "not now"].map(yesOrNo)).toEqual(["no", "no", "no"]);
  expect(yesOrNo("no sé si puedo")).toBeUndefined();
});

test("while a name is awaited, a name that sounds like a wish is a name", () => {
  expect(plainCommand("Ana Cambio Cita")).toBe("unknown");
  expect(plainCommand("cancelar")).toBe("cancel");
  expect(plainCommand("quiero hablar con una persona")).toBe("person");
});
