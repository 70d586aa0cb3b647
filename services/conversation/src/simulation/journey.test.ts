import { expect, test } from "vitest";
import { bodies, choicesOf, house } from "./house.ts";

const day = 86_400_000;

async function booked(language: "es" | "en" = "es") {
  const world = house();
  const ana = world.contact("ana");
  const es = language === "es";
  await ana.says(es ? "Hola, quiero una cita" : "Hello, I would like to book an appointment");
  await ana.taps(es ? "Sí, acepto" : "Yes, I agree");
  await ana.taps(es ? "Análisis de sangre" : "Blood test");
  await ana.taps(es ? "jue 26 nov 09:30" : "Thu 26 Nov 09:30");
  await ana.says(es ? "Ana García López" : "Ana Smith");
  await ana.says("3/5/1980");
  const says = await ana.taps(es ? "Sí, reservar" : "Yes, book it");
  const [visit] = [...world.scheduling.visits.values()];
  if (visit === undefined) throw new Error("nothing was booked");
  return { world, ana, says, visit };
}

test("a newcomer agrees, picks a time, says who they are and has a visit, in Spanish", async () => {
  const world = house();
  const ana = world.contact("ana");
  const notice = await ana.says("Hola, quiero una cita");
  expect(bodies(notice)).toContain("Clínica Sol");
  expect(bodies(notice)).toContain("https://sol.example/privacy");
  expect(world.scheduling.calls).toEqual([]);
  const types = await ana.taps("Sí, acepto");
  expect(world.ledger).toMatchObject([{ contactId: "ana", decision: "granted", wordingVersion: "2026-11" }]);
  expect(ana.choices().map(({ title }) => title)).toEqual(["Revisión", "Análisis de sangre"]);
  expect(bodies(types)).toMatch(/^¡Gracias!/);
  await ana.taps("Revisión");
  expect(ana.choices()).toHaveLength(10);
  expect(ana.choices().at(-1)?.title).toBe("Otro día");
  expect(bodies(await ana.taps("jue 26 nov 09:00"))).toContain("jueves 26 de noviembre de 2026 a las 09:00");
  expect(bodies(await ana.says("Me llamo Ana García López"))).toContain("Gracias, Ana");
  const summary = bodies(await ana.says("3 de mayo de 1980"));
  expect(summary).toContain("Ana García López, fecha de nacimiento 3 de mayo de 1980");
  const said = await ana.taps("Sí, reservar");
  expect(said.map(({ content }) => content.kind)).toEqual(["link", "calendar"]);
  expect(said.every(({ sayClass }) => sayClass === "confirmation")).toBe(true);
  expect(bodies(said)).toContain("Dra. Ruiz");
  expect(bodies(said)).toContain("Calle Mayor 1, Madrid");
  expect(ana.standing()?.thread.patientId).toBe([...world.scheduling.visits.values()][0]?.patientId);
});

test("the same in English, with what to do before", async () => {
  const { says } = await booked("en");
  expect(bodies(says)).toContain("Visit booked");
  expect(bodies(says)).toContain("Thursday 26 November 2026 at 09:30");
  expect(says.map(({ content }) => content.kind)).toEqual(["link", "text", "calendar"]);
});

test("who is linked already is not asked again who they are", async () => {
  const { ana } = await booked();
  await ana.says("quiero otra cita");
  await ana.taps("Revisión");
  const says = await ana.taps("vie 27 nov 09:00");
  expect(bodies(says)).toContain("¿Reservo esta cita?");
});

test("the same person on another phone is the same patient", async () => {
  const { world, visit } = await booked();
  const other = world.contact("ana-2");
  await other.says("cita");
  await other.taps("Sí, acepto");
  await other.taps("Revisión");
  await other.taps("vie 27 nov 09:00");
  await other.says("ana garcia lopez");
  await other.says("03-05-1980");
  await other.taps("Sí, reservar");
  const patients = [...world.scheduling.visits.values()].map(({ patientId }) => patientId);
  expect(patients).toEqual([visit.patientId, visit.patientId]);
});

test("a reminder's buttons confirm, move and cancel", async () => {
  const { world, ana, visit } = await booked();
  const { appointmentId } = visit;
  expect(bodies(await ana.tapsId(`appt.confirm.${appointmentId}.1`))).toContain("está confirmada");
  await ana.tapsId(`appt.move.${appointmentId}.1`);
  expect(bodies(ana.last())).toContain("la actual sigue siendo suya");
  const moved = await ana.taps("vie 27 nov 10:00");
  expect(bodies(moved)).toContain("Cita cambiada");
  expect(world.scheduling.visits.get(appointmentId)).toMatchObject({ version: 2, status: "booked" });
  expect(bodies(await ana.tapsId(`appt.confirm.${appointmentId}.1`))).toContain("ha cambiado desde entonces");
  expect(bodies(await ana.tapsId(`appt.cancel.${appointmentId}.1`))).toContain("¿Seguro");
  const gone = await ana.taps("Sí, cancelar");
  expect(gone.map(({ content }) => content.kind)).toEqual(["buttons", "calendar"]);
  expect(world.scheduling.visits.get(appointmentId)?.status).toBe("cancelled");
  expect(bodies(await ana.tapsId(`appt.confirm.${appointmentId}.2`))).toContain("ya está cancelada");
});

test("typed words do the same as buttons", async () => {
  const { ana } = await booked();
  expect(bodies(await ana.says("mis citas"))).toContain("Análisis de sangre");
  expect(bodies(await ana.says("no puedo ir"))).toContain("09:30");
  expect(bodies(await ana.says("quiero cambiar la hora de mi cita"))).toContain("Elija la nueva hora");
  expect(bodies(await ana.says("menú"))).toContain("ayudar");
  await ana.says("quiero cancelar mi cita");
  expect(bodies(await ana.says("no"))).toContain("sigue en pie");
  await ana.says("cancelar");
  expect(bodies(await ana.says("sí"))).toContain("Cita cancelada");
  expect(bodies(await ana.says("mis citas"))).toContain("No tiene citas");
});

test("an old list tapped after days: a time that passed, and new times", async () => {
  const { world, ana } = await booked();
  await ana.says("quiero otra cita");
  await ana.taps("Revisión");
  const old = ana.choices().find(({ title }) => title === "vie 27 nov 09:00");
  const more = ana.choices().find(({ title }) => title === "Más horas");
  world.moveTo(new Date(world.now().getTime() + 5 * day));
  await ana.says("hola, sigo aquí");
  const says = await ana.tapsId(old?.id ?? "");
  expect(bodies(says)).toContain("ya ha pasado");
  expect(says.flatMap(({ content }) => choicesOf(content)).length).toBeGreaterThan(3);
  expect(bodies(await ana.tapsId(more?.id ?? ""))).toContain("ya no está al día");
});

test("a time that someone else took: said kindly, with new times", async () => {
  const { world, ana } = await booked();
  await ana.says("quiero otra cita");
  await ana.taps("Revisión");
  world.scheduling.takeAll("2026-11-26");
  const says = await ana.taps("jue 26 nov 10:00");
  expect(bodies(says)).toMatch(/^Lo siento, alguien/);
  expect(ana.choices()[0]?.title).toBe("vie 27 nov 09:00");
});

test("a hold that ran out is taken again while free, and else new times are offered", async () => {
  const { world, ana } = await booked();
  await ana.says("quiero otra cita");
  await ana.taps("Revisión");
  await ana.taps("vie 27 nov 09:00");
  world.moveTo(new Date(world.now().getTime() + 3_600_000));
  world.scheduling.takeAll("2026-11-27");
  expect(bodies(await ana.taps("Sí, reservar"))).toContain("alguien acaba de reservar");
  await ana.taps("lun 30 nov 09:00");
  world.moveTo(new Date(world.now().getTime() + 3_600_000));
  expect(bodies(await ana.taps("Sí, reservar"))).toContain("Cita reservada");
});

test("more times and another day lead on", async () => {
  const { ana } = await booked();
  await ana.says("quiero otra cita");
  await ana.taps("Revisión");
  const first = ana.choices().map(({ id }) => id);
  await ana.taps("Más horas");
  const second = ana.choices().map(({ id }) => id);
  expect(second.filter((id) => id.startsWith("time.") && first.includes(id))).toEqual([]);
  await ana.taps("Otro día");
  expect(ana.choices().at(-1)?.title).toBe("Más días");
  await ana.taps("mié 2 dic");
  expect(ana.choices()[0]?.title).toBe("mié 2 dic 09:00");
});

test("a visit of somebody else is not found, whatever its id", async () => {
  const { world, visit } = await booked();
  const eve = world.contact("eve");
  await eve.says("hola");
  await eve.taps("Sí, acepto");
  for (const verb of ["show", "confirm", "move", "cancel", "cancel-yes"])
    expect(bodies(await eve.tapsId(`appt.${verb}.${visit.appointmentId}.1`))).toContain(
      "No encuentro esa cita",
    );
  expect(world.scheduling.visits.get(visit.appointmentId)).toMatchObject({ version: 1, status: "booked" });
});

test("the button of an older summary does not book the newer one", async () => {
  const { world, ana } = await booked();
  await ana.says("quiero otra cita");
  await ana.taps("Revisión");
  await ana.taps("vie 27 nov 09:00");
  const old = ana.choices().find(({ title }) => title === "Sí, reservar")?.id ?? "";
  await ana.taps("Otra hora");
  await ana.taps("vie 27 nov 09:30");
  expect(bodies(await ana.tapsId(old))).toMatch(/ya no está al día(.|\n)*09:30/);
  expect(world.scheduling.visits.size).toBe(1);
});
