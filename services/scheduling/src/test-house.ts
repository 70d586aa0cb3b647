import { randomUUID } from "node:crypto";
import { type Event, incoming } from "@careline/bus";
import { type Topic, topics } from "@careline/contracts";
import { clinicsFrom } from "@careline/runtime";
import { openStore, type Store } from "@careline/store";
import { type FixedClock, fixedClock } from "@careline/testing";
import type { Binary } from "mongodb";
import { bookAppointment, type BookResult } from "./app/book-appointment.ts";
import { cancelAppointment, confirmAppointment } from "./app/change-appointment.ts";
import { fireReminders } from "./app/fire-reminders.ts";
import { holdSlot } from "./app/hold-slot.ts";
import { listSlots } from "./app/list-slots.ts";
import { moveAppointment } from "./app/move-appointment.ts";
import type { Ports } from "./app/ports.ts";
import { releaseHold } from "./app/release-hold.ts";
import { clinics, monday } from "./clinic.fixture.ts";
import type { Appointment } from "./domain/appointment.ts";
import { offerOf } from "./offer.ts";
import { indexes } from "./outbound/indexes.ts";
import { mongoDiary } from "./outbound/mongo-diary.ts";
import { mongoReminders } from "./outbound/mongo-reminders.ts";

interface Row {
  readonly topic: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Binary;
}

export const tenant = "north";
const cause = { requestId: "r1", actor: "service:conversation" };

export type House = ReturnType<typeof houseIn>;

/** Scheduling over a database of its own, without wires: its use cases, a clock to move, and what it said. */
export async function openHouse(uri: string): Promise<House> {
  const database = `scheduling_${randomUUID().slice(0, 8)}`;
  const clock = fixedClock(monday);
  const open = () => openStore({ uri, database, indexes, now: () => clock.now() });
  return houseIn(await open(), clock, open);
}

function houseIn(store: Store, clock: FixedClock, open: () => Promise<Store>) {
  const replicas: Store[] = [];
  const ports: Ports = {
    diary: mongoDiary(store),
    reminders: mongoReminders(store),
    now: () => clock.now(),
    offer: offerOf(clinicsFrom(clinics)),
    newId: randomUUID,
  };
  const hold = holdSlot(ports);
  const bookHold = bookAppointment(ports);
  const moveTo = moveAppointment(ports);
  const held = async (slotId: string, contactId: string, tenantId = tenant): Promise<string> => {
    const result = await hold(tenantId, slotId, contactId);
    return result.kind === "held" ? result.hold.holdId : result.kind;
  };
  return {
    store,
    clock,
    ports,
    hold,
    held,
    list: listSlots(ports),
    release: releaseHold(ports),
    fire: fireReminders(ports),
    async book(slotId: string, contactId: string, idempotencyKey: string = randomUUID(), tenantId = tenant) {
      const holdId = await held(slotId, contactId, tenantId);
      const booking = { idempotencyKey, holdId, contactId, patientId: `patient-${contactId}` };
      return bookHold(tenantId, booking, cause);
    },
    bookHold: (holdId: string, contactId: string, tenantId = tenant) =>
      bookHold(tenantId, { idempotencyKey: randomUUID(), holdId, contactId, patientId: "p" }, cause),
    async move(
      appointmentId: string,
      slotId: string,
      contactId: string,
      idempotencyKey: string = randomUUID(),
    ) {
      const holdId = await held(slotId, contactId);
      return moveTo(tenant, { idempotencyKey, appointmentId, holdId, contactId }, cause);
    },
    confirm: (appointmentId: string, contactId: string, version = 0, tenantId = tenant) =>
      confirmAppointment(ports)(tenantId, { appointmentId, contactId, version }, cause),
    cancel: (appointmentId: string, contactId: string, version = 0, tenantId = tenant) =>
      cancelAppointment(ports)(tenantId, { appointmentId, contactId, version }, cause),
    async said<T>(topic: Topic<T>): Promise<readonly Event<T>[]> {
      const rows = store.collection<Row>("outbox").find({ topic: topic.name }).sort({ createdAt: 1, _id: 1 });
      return (await rows.toArray()).map((row) => incoming(topic, { ...row, value: row.payload.value() }));
    },
    async saidReminders(): Promise<readonly string[]> {
      return (await this.said(topics.reminderDue)).map(({ value }) => value.ruleId);
    },
    async reminderStates(): Promise<Record<string, string>> {
      const rows = await store.collection("occurrences").find().toArray();
      return Object.fromEntries(
        rows.map((row) => [`${row["version"]} ${row["ruleId"]}`, String(row["state"])]),
      );
    },
    /** A second process on the same database. */
    async replica(): Promise<{ fire: (limit: number) => Promise<number> }> {
      const other = await open();
      replicas.push(other);
      return { fire: fireReminders({ ...ports, reminders: mongoReminders(other) }) };
    },
    /** Empties everything and sets the clock back to Monday. */
    async clear(): Promise<void> {
      clock.moveTo(monday);
      for (const { name } of await store.db.listCollections({}, { nameOnly: true }).toArray())
        await store.db.collection(name).deleteMany({});
    },
    async close(): Promise<void> {
      await store.db.dropDatabase();
      for (const one of [store, ...replicas]) await one.close();
    },
  };
}

/** The visit of a booking that went well. */
export function booked(result: BookResult): Appointment {
  if (result.kind !== "done") throw new Error(`not booked: ${result.kind}`);
  return result.appointment;
}
