import {
  BookOutcome,
  ChangeOutcome,
  HoldOutcome,
  type Slot as SlotMessage,
  type VisitType as VisitTypeMessage,
} from "@careline/contracts/scheduling/v1/scheduling_service";
import type { BookResult } from "../app/book-appointment.ts";
import type { ChangeResult } from "../app/change-appointment.ts";
import type { HoldResult } from "../app/hold-slot.ts";
import type { Offer, VisitType } from "../app/ports.ts";
import { slotId } from "../domain/slot-id.ts";
import type { Slot } from "../domain/slot.ts";

export const holdOutcomes: Record<HoldResult["kind"], HoldOutcome> = {
  held: HoldOutcome.HELD,
  taken: HoldOutcome.TAKEN,
  past: HoldOutcome.PAST,
};

export const bookOutcomes: Record<BookResult["kind"], BookOutcome> = {
  done: BookOutcome.DONE,
  "hold-expired": BookOutcome.HOLD_EXPIRED,
  taken: BookOutcome.TAKEN,
  past: BookOutcome.PAST,
  "not-booked": BookOutcome.NOT_BOOKED,
};

export const changeOutcomes: Record<ChangeResult["change"], ChangeOutcome> = {
  done: ChangeOutcome.DONE,
  already: ChangeOutcome.ALREADY,
  cancelled: ChangeOutcome.CANCELLED,
  past: ChangeOutcome.PAST,
  "other-version": ChangeOutcome.OTHER_VERSION,
};

export function slotMessage(offer: Offer, slot: Slot): SlotMessage {
  return { slotId: slotId(slot), ...slot, practitionerName: practitionerName(offer, slot.practitionerId) };
}

export function visitTypeMessage(visit: VisitType): VisitTypeMessage {
  const { visitTypeId, durationMinutes } = visit;
  return { visitTypeId, durationMinutes, names: { ...visit.names }, preparation: { ...visit.preparation } };
}

export function visitTypeOf(offer: Offer, visitTypeId: string): VisitTypeMessage | undefined {
  const found = offer.visitTypes.find((one) => one.visitTypeId === visitTypeId);
  return found === undefined ? undefined : visitTypeMessage(found);
}

export function practitionerName(offer: Offer, practitionerId: string): string {
  return offer.practitioners.find((one) => one.practitionerId === practitionerId)?.name ?? "";
}
