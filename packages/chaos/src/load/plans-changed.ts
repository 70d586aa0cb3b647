import { randomUUID } from "node:crypto";
import type { Operator } from "@careline/local/operator";
import { quickVisit } from "../house/clinic.ts";
import { oneOf } from "../faults/nap.ts";
import { again } from "./calls.ts";

const dayMs = 86_400_000;
// Its reminder would fall due long after any run.
const from = 3 * dayMs;

/** A visit in some days is booked and cancelled at once: whoever hears of visits has something to hear. */
export async function plansChanged(staff: readonly Operator[], chance: () => number): Promise<void> {
  const as = oneOf(staff, chance);
  if (as === undefined) return;
  const { scheduling } = as;
  const at = { tenantId: as.tenantId };
  const contactId = `plans-${randomUUID()}`;
  const window = { from: new Date(Date.now() + from), until: new Date(Date.now() + from + dayMs) };
  const asked = { visitTypeId: quickVisit.id, ...window, limit: 50, practitionerId: "" };
  const { slots } = await again(() => scheduling.listSlots(asked, at));
  const slotId = oneOf(slots, chance)?.slotId;
  if (slotId === undefined) return;
  const { holdId } = await again(() => scheduling.holdSlot({ slotId, contactId }, at));
  if (holdId === "") return;
  const request = { idempotencyKey: randomUUID(), contactId, patientId: contactId, patientTimeZone: "" };
  const { appointment } = await again(() => scheduling.bookAppointment({ ...request, holdId }, at));
  if (appointment === undefined) return;
  const { appointmentId } = appointment;
  await again(() => scheduling.cancelAppointment({ appointmentId, contactId, version: 0n }, at));
}
