import { expect, test } from "vitest";
import { handBack, reply, takeOver } from "../app/staff.ts";
import { bodies, house, known } from "./house.ts";

test("without agreement nothing of the clinic is asked, and there is another way to reach us", async () => {
  const world = house();
  const ben = world.contact("ben");
  await ben.says("Hi, I want to book a visit");
  const says = await ben.taps("No, I don't");
  expect(bodies(says)).toContain("+34 910 000 000");
  await ben.says("book");
  expect(bodies(ben.last())).toContain("needs your permission");
  expect(world.scheduling.calls).toEqual([]);
  await ben.says("yes");
  expect(ben.choices().map(({ title }) => title)).toEqual(["Check-up", "Blood test"]);
  expect(world.ledger.map(({ decision }) => decision)).toEqual(["refused", "granted"]);
});

test("what was wanted before the notice is remembered over other words", async () => {
  const world = house();
  const ana = world.contact("ana");
  await ana.says("quiero una cita");
  await ana.says("¿quiénes son ustedes?");
  await ana.says("sí");
  expect(ana.choices().map(({ title }) => title)).toEqual(["Revisión", "Análisis de sangre"]);
});

test("danger is answered at once: before consent, with a person as owner, and with scheduling away", async () => {
  const world = house();
  const ana = world.contact("ana");
  world.scheduling.isAway(true);
  const says = await ana.says("me duele mucho el pecho y no puedo respirar");
  expect(says).toMatchObject([{ sayClass: "emergency" }]);
  expect(bodies(says)).toContain("112");
  expect(world.store.changes.at(-1)).toMatchObject({
    handOver: { owner: "bot", urgent: true, reason: "emergency" },
  });
  await ana.says("quiero hablar con una persona");
  expect(bodies(await ana.says("I have chest pain"))).toContain("Call 112 now");
  expect(world.store.changes.at(-1)?.handOver).toEqual({
    owner: "person",
    urgent: true,
    reason: "emergency",
  });
});

test("after an emergency the dialogue goes on where it stood", async () => {
  const { ana } = await known();
  await ana.says("quiero una cita");
  await ana.taps("Revisión");
  const list = ana.choices();
  const before = ana.standing()?.thread.stage;
  await ana.sends("media", "mi bebé tiene fiebre");
  expect(ana.standing()?.thread).toMatchObject({ stage: before, urgent: true });
  expect(bodies(await ana.tapsId(list[0]?.id ?? ""))).toContain("nombre completo");
});

test("a person: the patient hears by when, the bot is silent, and comes back when handed back", async () => {
  const { world, ana } = await known();
  expect(bodies(await ana.says("quiero hablar con una persona"))).toContain("hoy antes de las 12:45");
  expect(world.store.changes.at(-1)?.handOver).toEqual({ owner: "person", reason: "asked", urgent: false });
  expect(await ana.says("quiero una cita")).toEqual([]);
  expect(world.store.changes.at(-1)?.inbound).toMatchObject({ action: "message.recorded" });
  const { conversationId = "" } = ana.standing() ?? {};
  const act = { tenantId: world.clinic.tenantId, conversationId, staffId: "s1", requestId: "r" };
  await handBack(world.ports)(act);
  expect(world.store.changes.at(-1)).toMatchObject({
    intents: [],
    handOver: { owner: "bot", reason: "staff" },
  });
  expect(bodies(await ana.says("hola"))).toContain("asistente");
});

test("outside office hours the promise says the next open day", async () => {
  const { world, ana } = await known();
  world.moveTo(new Date("2026-11-27T17:30:00Z"));
  expect(bodies(await ana.says("persona"))).toContain("el lunes 30 de noviembre antes de las 10:00");
});

test("a staff reply is said once per key, and takes a thread of the bot over", async () => {
  const { world, ana } = await known();
  const { conversationId = "" } = ana.standing() ?? {};
  const act = { tenantId: world.clinic.tenantId, conversationId, staffId: "s1", requestId: "r", key: "k1" };
  const content = async () => ({ kind: "text", body: " Le esperamos mañana. " }) as const;
  const first = await reply(world.ports)({ ...act, content });
  expect(await reply(world.ports)({ ...act, content })).toBe(first);
  const said = world.store.changes.filter(({ replyKey }) => replyKey === "k1");
  expect(said).toHaveLength(1);
  expect(said[0]?.intents).toMatchObject([
    { say: { sayClass: "staff", content: { body: "Le esperamos mañana." } } },
  ]);
  expect(said[0]?.handOver).toEqual({ owner: "person", urgent: false, reason: "staff" });
  await takeOver(world.ports)(act);
  expect(world.store.changes.at(-1)).toBe(said[0]);
});

test("another tenant's conversation is missing", async () => {
  const { world, ana } = await known();
  const { conversationId = "" } = ana.standing() ?? {};
  const act = { tenantId: "another_clinic", conversationId, staffId: "s1", requestId: "r" };
  await expect(takeOver(world.ports)(act)).rejects.toMatchObject({ kind: "missing" });
  const content = async () => ({ kind: "text", body: "hola" }) as const;
  await expect(reply(world.ports)({ ...act, key: "k", content })).rejects.toMatchObject({ kind: "missing" });
});

test("an opt-out is recorded, later messages are answered and do not undo it, and opting in is asked first", async () => {
  const { world, ana } = await known();
  expect(bodies(await ana.says("BAJA"))).toContain("ALTA");
  expect(world.ledger.at(-1)?.decision).toBe("withdrawn");
  expect(bodies(await ana.says("hola"))).toMatch(/asistente(.|\n)*Escriba ALTA/);
  await ana.taps("Pedir cita");
  expect(world.ledger).toHaveLength(2);
  expect(bodies(await ana.says("alta"))).toContain("¿Quiere volver");
  expect(world.ledger).toHaveLength(2);
  expect(bodies(await ana.taps("Sí, quiero"))).toContain("¡Listo!");
  expect(world.ledger.at(-1)?.decision).toBe("granted");
  expect(bodies(await ana.says("hola"))).not.toContain("ALTA");
});

test("an old yes does not undo an opt-out", async () => {
  const world = house();
  const ana = world.contact("ana");
  await ana.says("hola");
  const yes = ana.choices()[0]?.id ?? "";
  await ana.tapsId(yes);
  await ana.says("STOP");
  await ana.tapsId(yes);
  expect(world.ledger.at(-1)?.decision).toBe("withdrawn");
});

test("opting out and in works while a person owns the thread", async () => {
  const { world, ana } = await known();
  await ana.says("agente");
  await ana.says("stop");
  await ana.says("start");
  await ana.says("sí");
  expect(world.ledger.map(({ decision }) => decision)).toEqual(["granted", "withdrawn", "granted"]);
  expect(ana.standing()?.thread.owner).toBe("person");
});

test("what is not understood: the menu, and a person after the second time in a row", async () => {
  const { ana } = await known();
  expect(bodies(await ana.says("blablabla xyz"))).toContain("no le he entendido");
  await ana.says("hola");
  await ana.says("qwerty asdf");
  expect(ana.choices().map(({ title }) => title)).toEqual(["Pedir cita", "Mis citas", "Hablar con alguien"]);
  expect(bodies(await ana.says("zxcv poiu"))).toContain("He avisado a una persona");
  expect(ana.standing()?.thread.owner).toBe("person");
});

test("a birth date that cannot be is asked again, kindly, and then a person helps", async () => {
  const { ana } = await known();
  await ana.says("cita");
  await ana.taps("Revisión");
  await ana.taps("jue 26 nov 09:00");
  expect(bodies(await ana.says("Ana"))).toContain("apellidos");
  await ana.says("Ana García");
  expect(bodies(await ana.says("3/5/2980"))).toContain("todavía no ha llegado");
  expect(bodies(await ana.says("no lo sé"))).toContain("una persona");
});

test("media, places, contacts and unknown kinds are acknowledged; reactions and notices are only recorded", async () => {
  const { world, ana } = await known();
  for (const kind of ["media", "location", "contacts", "other"] as const)
    expect(await ana.sends(kind)).toHaveLength(1);
  const seen = world.store.changes.length;
  expect(await ana.sends("reaction", "👍")).toEqual([]);
  expect(await ana.sends("system")).toEqual([]);
  expect(world.store.changes).toHaveLength(seen + 2);
  expect(bodies(await ana.sends("media", "quiero una cita"))).toContain("tipo de cita");
});

test("thanks is answered shortly, English by its name changes the language, short words keep it", async () => {
  const { ana } = await known();
  expect(bodies(await ana.says("Muchas gracias!"))).toContain("De nada");
  expect(bodies(await ana.says("English please"))).toContain("How can I help");
  expect(bodies(await ana.says("ok"))).toContain("You're welcome");
});

test("the same message a hundred times has one effect and asks nobody again", async () => {
  const { world, ana } = await known();
  await ana.says("cita");
  const message = ana.message("choice", "Revisión", "type.vt-1");
  await ana.deliver(message);
  const { length } = world.scheduling.calls;
  for (let times = 0; times < 100; times += 1) expect(await ana.deliver(message)).toEqual([]);
  expect(world.scheduling.calls).toHaveLength(length);
});

test("when staff take over in the moment of an answer, the answer is thought over", async () => {
  const { world, ana } = await known();
  const [id, standing] = [...world.store.standings.entries()][0] ?? [];
  if (id === undefined || standing === undefined) throw new Error("no thread");
  world.store.beforeNextSave(() => {
    const thread = { ...standing.thread, owner: "person" as const };
    world.store.standings.set(id, { ...standing, version: standing.version + 1, thread });
  });
  expect(await ana.says("hola")).toEqual([]);
  expect(ana.standing()?.version).toBe(standing.version + 2);
});

test("with scheduling away the message is tried again, and then goes on", async () => {
  const { world, ana } = await known();
  world.scheduling.isAway(true);
  const message = ana.message("text", "quiero una cita");
  await expect(ana.deliver(message)).rejects.toMatchObject({ kind: "unavailable" });
  world.scheduling.isAway(false);
  expect(bodies(await ana.deliver(message))).toContain("tipo de cita");
});

test("a move whose answer was lost is answered as done when it is heard again", async () => {
  const { world, ana } = await known();
  await ana.says("cita");
  await ana.taps("Revisión");
  await ana.taps("jue 26 nov 09:00");
  await ana.says("Ana García");
  await ana.says("3/5/1980");
  await ana.taps("Sí, reservar");
  await ana.says("mover");
  const id = ana.choices().find(({ title }) => title === "jue 26 nov 10:00")?.id ?? "";
  const message = ana.message("choice", "", id);
  const save = world.ports.threads.save;
  const broken = { ...world.ports.threads, save: () => Promise.reject(new Error("killed here")) };
  Object.assign(world.ports, { threads: broken });
  await expect(ana.deliver(message)).rejects.toThrow("killed here");
  Object.assign(world.ports, { threads: { ...broken, save } });
  expect(bodies(await ana.deliver(message))).toContain("Cita cambiada");
});
