import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { BookOutcome, HoldOutcome } from "@careline/contracts/scheduling/v1/scheduling_service";
import { Fault } from "@careline/faults";
import type { Scheduler } from "../stack/scheduler.ts";

export interface CrowdOptions {
  readonly attempts: number;
  /** How many want each time. */
  readonly perSlot: number;
  readonly atOnce: number;
  readonly tenants: readonly string[];
}

export interface CrowdResult {
  readonly attempts: number;
  /** Visits that a caller was told of. */
  readonly told: ReadonlyMap<string, string>;
  /** Attempts that a kill left without an answer, even after it was asked again. */
  readonly unanswered: number;
}

/** Many contacts want the same times at once, each holds and books as a patient's dialogue would. */
export async function crowd(scheduler: Scheduler, options: CrowdOptions): Promise<CrowdResult> {
  const { attempts, perSlot, atOnce, tenants } = options;
  const wanted = await slots(scheduler, tenants, Math.ceil(attempts / perSlot));
  const told = new Map<string, string>();
  let next = 0;
  let unanswered = 0;

  async function attempt(index: number): Promise<void> {
    const { tenantId, slotId } = wanted[Math.floor(index / perSlot) % wanted.length] ?? {
      tenantId: "",
      slotId: "",
    };
    const contactId = randomUUID();
    const idempotencyKey = randomUUID();
    const call = { tenantId };
    const held = await again(() => scheduler.calls.holdSlot({ slotId, contactId }, call));
    if (held === undefined) return void (unanswered += 1);
    if (held.outcome !== HoldOutcome.HELD) return;
    const request = {
      idempotencyKey,
      holdId: held.holdId,
      contactId,
      patientId: contactId,
      patientTimeZone: "",
    };
    const booked = await again(() => scheduler.calls.bookAppointment(request, call));
    if (booked === undefined) return void (unanswered += 1);
    if (booked.outcome === BookOutcome.DONE && booked.appointment !== undefined)
      told.set(booked.appointment.appointmentId, `${tenantId}/${slotId}`);
  }

  const worker = async (): Promise<void> => {
    for (let index = next++; index < attempts; index = next++) await attempt(index);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return { attempts, told, unanswered };
}

/** Asks again while the service is away: each of these calls may be made twice. */
async function again<T>(call: () => Promise<T>): Promise<T | undefined> {
  for (let tries = 0; tries < 100; tries += 1) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof Fault) || (error.kind !== "unavailable" && error.kind !== "conflict"))
        throw error;
      await pause(100);
    }
  }
  return undefined;
}

async function slots({ calls }: Scheduler, tenants: readonly string[], count: number) {
  const found: { tenantId: string; slotId: string }[] = [];
  for (const tenantId of tenants) {
    let from = new Date(Date.now() + 48 * 3_600_000);
    for (let pages = 0; pages < 40 && found.length < count; pages += 1) {
      const until = new Date(from.getTime() + 55 * 86_400_000);
      const request = { visitTypeId: "check-up", from, until, limit: 50, practitionerId: "" };
      const { slots: page } = await calls.listSlots(request, { tenantId });
      // Times of one practitioner may overlap in others' eyes, never with themselves: half an hour each.
      for (const { slotId } of page) found.push({ tenantId, slotId });
      const last = page.at(-1)?.startsAt;
      if (last === undefined) break;
      from = new Date(last.getTime() + 60_000);
    }
  }
  return found;
}
