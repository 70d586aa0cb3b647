import { SchedulingServiceDefinition } from "@careline/contracts/scheduling/v1/scheduling_service";
import {
  BookOutcome,
  ChangeOutcome,
  HoldOutcome,
} from "@careline/contracts/scheduling/v1/scheduling_service";
import { startEmbeddedMongo } from "@careline/embedded-mongo";
import { type Client, client, serve, type Tls } from "@careline/rpc";
import { devCertificates } from "@careline/testing/certificates";
import { afterAll, beforeEach, expect, test } from "vitest";
import { slotAt } from "../clinic.fixture.ts";
import { openHouse } from "../test-house.ts";
import { schedulingRpc } from "./scheduling-rpc.ts";

type Scheduling = Client<typeof SchedulingServiceDefinition>;

const certificates = await devCertificates(["scheduling", "conversation", "notification", "stranger"]);
const tls = (name: string): Tls => ({
  ca: certificates.ca,
  ...(certificates.of[name] ?? { cert: "", key: "" }),
});
const mongo = await startEmbeddedMongo({ path: ":memory:" });
const house = await openHouse(mongo.uri);
const bugs: unknown[] = [];
const server = await serve({
  address: "127.0.0.1:0",
  tls: tls("scheduling"),
  services: [schedulingRpc(house.ports)],
  onBug: ({ error }) => bugs.push(error),
});
const as = (name: string): Scheduling =>
  client(SchedulingServiceDefinition, { address: server.address, tls: tls(name), server: "scheduling" });
const clients = {
  conversation: as("conversation"),
  notification: as("notification"),
  stranger: as("stranger"),
};
const scheduling = clients.conversation;
const north = { tenantId: "north", deadlineMs: 5_000 };
const south = { ...north, tenantId: "south" };
const thursday = slotAt("2040-03-08T10:00");

beforeEach(() => house.clear());
afterAll(async () => {
  for (const one of Object.values(clients)) one.close();
  await server.stop();
  await house.close();
  await mongo.stop();
});

const booking = { idempotencyKey: "k", holdId: "h", contactId: "c", patientId: "p", patientTimeZone: "" };

async function book(patientTimeZone = ""): Promise<string> {
  const { holdId } = await scheduling.holdSlot({ slotId: thursday, contactId: "c" }, north);
  const answer = await scheduling.bookAppointment({ ...booking, holdId, patientTimeZone }, north);
  return answer.appointment?.appointmentId ?? "";
}

test("a journey over the wire: look, hold, book, move, confirm, cancel, each an outcome", async () => {
  const { visitTypes } = await scheduling.listVisitTypes({}, north);
  expect(visitTypes.map(({ visitTypeId }) => visitTypeId)).toEqual(["checkup", "long"]);
  const wish = { visitTypeId: "checkup", from: undefined, until: undefined, limit: 3, practitionerId: "" };
  const { slots, more } = await scheduling.listSlots(wish, north);
  expect([slots.length, more, slots[0]?.practitionerName]).toEqual([3, true, "Dra. Ruiz"]);
  const held = await scheduling.holdSlot({ slotId: slots[2]?.slotId ?? "", contactId: "c" }, north);
  expect(held.outcome).toBe(HoldOutcome.HELD);
  const request = { ...booking, holdId: held.holdId };
  const { outcome, appointment } = await scheduling.bookAppointment(request, north);
  expect([outcome, appointment?.startsAt]).toEqual([BookOutcome.DONE, slots[2]?.startsAt]);
  const appointmentId = appointment?.appointmentId ?? "";
  const { holdId } = await scheduling.holdSlot({ slotId: thursday, contactId: "c" }, north);
  const moving = { idempotencyKey: "k2", appointmentId, holdId, contactId: "c" };
  expect((await scheduling.moveAppointment(moving, north)).appointment?.version).toBe(2n);
  const mine = { appointmentId, contactId: "c" };
  const confirmed = await scheduling.confirmAppointment({ ...mine, version: 1n }, north);
  expect(confirmed.outcome).toBe(ChangeOutcome.OTHER_VERSION);
  expect((await scheduling.cancelAppointment({ ...mine, version: 2n }, north)).outcome).toBe(
    ChangeOutcome.DONE,
  );
  const list = { contactId: "c", patientId: "", upcomingOnly: true, page: undefined };
  expect((await scheduling.listAppointments(list, north)).appointments).toEqual([]);
  expect((await scheduling.getAppointment({ appointmentId }, north)).visitType?.durationMinutes).toBe(30);
});

test("a field that is missing is named", async () => {
  const refused: [string, Promise<unknown>][] = [
    [
      "visit_type_id",
      scheduling.listSlots(
        { ...{ visitTypeId: "", from: undefined, until: undefined }, limit: 0, practitionerId: "" },
        north,
      ),
    ],
    ["slot_id", scheduling.holdSlot({ slotId: "", contactId: "c" }, north)],
    ["contact_id", scheduling.holdSlot({ slotId: thursday, contactId: "" }, north)],
    ["hold_id", scheduling.releaseHold({ holdId: "", contactId: "c" }, north)],
    ["idempotency_key", scheduling.bookAppointment({ ...booking, idempotencyKey: "" }, north)],
    ["hold_id", scheduling.bookAppointment({ ...booking, holdId: "" }, north)],
    ["patient_id", scheduling.bookAppointment({ ...booking, patientId: "" }, north)],
    ["patient_time_zone", scheduling.bookAppointment({ ...booking, patientTimeZone: "Mars/Olympus" }, north)],
    [
      "appointment_id",
      scheduling.cancelAppointment({ appointmentId: "", contactId: "c", version: 0n }, north),
    ],
    ["contact_id", scheduling.confirmAppointment({ appointmentId: "a", contactId: "", version: 0n }, north)],
    [
      "contact_id or patient_id",
      scheduling.listAppointments(
        { contactId: "", patientId: "", upcomingOnly: false, page: undefined },
        north,
      ),
    ],
    ["occurrence_id", scheduling.checkReminder({ occurrenceId: "" }, north)],
  ];
  for (const [field, call] of refused) {
    const message = expect.stringContaining(field) as string;
    await expect(call).rejects.toMatchObject({ kind: "invalid", message });
  }
});

test("what does not exist here, or belongs to another tenant or contact, is missing", async () => {
  const appointmentId = await book();
  const missing = [
    scheduling.listSlots(
      { visitTypeId: "none", from: undefined, until: undefined, limit: 0, practitionerId: "" },
      north,
    ),
    scheduling.holdSlot({ slotId: "bm90IGEgc2xvdA", contactId: "c" }, north),
    scheduling.holdSlot({ slotId: thursday, contactId: "c" }, { ...north, tenantId: "nowhere" }),
    scheduling.getAppointment({ appointmentId }, south),
    scheduling.confirmAppointment({ appointmentId, contactId: "c", version: 0n }, south),
    scheduling.cancelAppointment({ appointmentId, contactId: "other", version: 0n }, north),
  ];
  for (const call of missing) await expect(call).rejects.toMatchObject({ kind: "missing" });
  const list = { contactId: "c", patientId: "", upcomingOnly: false, page: undefined };
  expect((await scheduling.listAppointments(list, south)).appointments).toEqual([]);
  expect((await scheduling.listAppointments(list, north)).appointments).toHaveLength(1);
});

test("a booking keeps the time zone of its patient", async () => {
  await book("Asia/Tokyo");
  const zones = await house.store.collection("occurrences").distinct("timeZone");
  expect(zones).toEqual(["Asia/Tokyo"]);
});

test("a service that nobody expects is denied, and one that only reads may only read", async () => {
  const hold = { slotId: thursday, contactId: "c" };
  await expect(clients.stranger.holdSlot(hold, north)).rejects.toMatchObject({ kind: "denied" });
  await expect(clients.notification.holdSlot(hold, north)).rejects.toMatchObject({ kind: "denied" });
  const check = await clients.notification.checkReminder({ occurrenceId: "unheard-of" }, north);
  expect(check).toMatchObject({ stillTrue: false, reason: "unknown" });
});

test("whatever came over the wire, nothing here was a bug", () => {
  expect(bugs).toEqual([]);
});
