import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Slot } from "@careline/contracts/scheduling/v1/scheduling_service";
import { phoneOf, post, type Phone } from "../demo/phone.ts";
import { stateCounts } from "./state-counts.ts";
import type { Scenario, Stage } from "./scenario.ts";

const people = 260;
const allowed = 250;
const atOnce = 20;
const visitType = { id: "quick", names: { es: "Control", en: "Check" }, durationMinutes: 5, leadMinutes: 0 };
const rooms = Array.from({ length: 130 }, (_, index) => ({
  id: `room-${index}`,
  name: `Sala ${index + 1}`,
  visitTypes: [visitType.id],
  hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: "10:00", until: "14:00" }],
}));
const patienceMs = 120_000;
const minute = 60_000;
const hour = 3_600_000;
const day = 24 * hour;

/** A clinic that is new to WhatsApp may write to 250 people a day outside of their windows; ten more have visits. */
export const tier250: Scenario = {
  name: "tier-250",
  what: `${people} reminders fall due for a clinic that may write to ${allowed} people a day`,
  async prepare() {
    const clinic = { visitTypes: [visitType], practitioners: rooms, closedDays: [] };
    return { wish: { clinic, emulator: { limits: { messagingLimit: "TIER_250" } } } };
  },
  async play(stage) {
    stage.tell(`${people} patients agree and book; it takes a moment`);
    const contacts = await inTurns(
      stage,
      Array.from({ length: people }, (_, index) => index),
      bringPatient,
    );
    const slots = await freeTimes(stage);
    stage.claim(slots.length === people, `${slots.length} times are free in two days`);
    await inTurns(stage, contacts, (at, contactId, index) =>
      bookFor(at, contactId, slots[index]?.slotId ?? ""),
    );
    stage.tell("a day later their windows are closed, and the day before the visits begins");
    const { emulator } = stage.house.local;
    const to = new Date(startOf(slots.at(-1)) - day + minute);
    await post(`${emulator}/control/clock`, { to: to.toISOString() });
    const counts = await settled(stage);
    for (const [what, count] of counts) stage.tell(`  ${count} × ${what}`);
    const refused = await refusedByWhatsapp(emulator);
    const reached = [...counts].filter(([what]) => /^(SENT|DELIVERED|READ|ACCEPTED)/.test(what));
    const sent = reached.reduce((sum, [, count]) => sum + count, 0);
    stage.claim(sent === allowed, `${sent} reminders went out, ${allowed} are allowed`);
    stage.claim(refused === 0, "none went beyond, to be refused by WhatsApp (131048)");
    const waiting = [...counts].find(([what]) => what.includes("people a day"));
    stage.claim(waiting?.[1] === people - allowed, `${people - allowed} wait, and say why`);
  },
};

async function inTurns<T, R>(
  stage: Stage,
  all: readonly T[],
  work: (stage: Stage, one: T, index: number) => Promise<R>,
): Promise<R[]> {
  const done: R[] = [];
  for (let from = 0; from < all.length; from += atOnce) {
    const some = all.slice(from, from + atOnce);
    done.push(...(await Promise.all(some.map((one, index) => work(stage, one, from + index)))));
  }
  return done;
}

async function bringPatient({ house, as }: Stage, index: number): Promise<string> {
  const phone = await phoneOf(
    house.local.emulator,
    { name: `Paciente ${index + 1}`, language: "es" },
    patienceMs,
  );
  await phone.send({ type: "text", text: "Hola, quiero una cita" });
  await phone.receive((messages) => messages.length > 0);
  await phone.send({ type: "button_reply", title: "Sí, acepto" });
  const intentId = await intentOf(phone);
  return (await as.notification.getIntent({ intentId }, { tenantId: as.tenantId })).intent?.contactId ?? "";
}

async function intentOf(phone: Phone): Promise<string> {
  const [answer] = await phone.receive((messages) => messages.length > 0);
  return answer?.bizOpaqueCallbackData ?? "";
}

/** The earliest free times of all rooms in two days. */
async function freeTimes({ as, house }: Stage): Promise<readonly Slot[]> {
  const now = house.clock.now().getTime();
  // Nearer than three days, so that there is one reminder; farther than the open windows.
  const window = { from: new Date(now + 2 * day), until: new Date(now + 3 * day - hour) };
  const found: Slot[] = [];
  for (const { id: practitionerId } of rooms) {
    const asked = { visitTypeId: visitType.id, ...window, limit: 50, practitionerId };
    const { slots } = await as.scheduling.listSlots(asked, { tenantId: as.tenantId });
    found.push(...slots);
  }
  return found.toSorted((one, other) => startOf(one) - startOf(other)).slice(0, people);
}

function startOf(slot: Slot | undefined): number {
  return slot?.startsAt?.getTime() ?? 0;
}

async function bookFor({ as }: Stage, contactId: string, slotId: string): Promise<void> {
  const at = { tenantId: as.tenantId };
  const { holdId } = await as.scheduling.holdSlot({ slotId, contactId }, at);
  const request = {
    idempotencyKey: randomUUID(),
    holdId,
    contactId,
    patientId: `of-${contactId}`,
    patientTimeZone: "",
  };
  await as.scheduling.bookAppointment(request, at);
}

/** Until nothing moves: reminders by state and reason. */
async function settled(stage: Stage): Promise<ReadonlyMap<string, number>> {
  let before = "";
  for (const until = performance.now() + patienceMs; ; await pause(2_000)) {
    const counts = await stateCounts(stage.as, "reminder");
    const now = JSON.stringify([...counts]);
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    if ((now === before && total === people) || performance.now() > until) return counts;
    before = now;
  }
}

async function refusedByWhatsapp(emulator: string): Promise<number> {
  const answer = await fetch(`${emulator}/control/messages`);
  const { messages } = (await answer.json()) as { messages: { statuses: { code?: number }[] }[] };
  return messages.filter(({ statuses }) => statuses.some(({ code }) => code === 131_048)).length;
}
