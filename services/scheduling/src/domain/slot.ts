/** A time that could be booked: one practitioner, one visit type. */
export interface Slot {
  readonly practitionerId: string;
  readonly visitTypeId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** Every booking claims whole cells of a practitioner's time, so that one unique index forbids any overlap. */
export const cellMinutes = 5;
const cellMs = cellMinutes * 60_000;

/** The starts of the cells that a visit covers, in milliseconds since the epoch. */
export function cells(slot: Pick<Slot, "startsAt" | "endsAt">): readonly number[] {
  const first = Math.floor(slot.startsAt.getTime() / cellMs) * cellMs;
  const count = Math.max(0, Math.ceil((slot.endsAt.getTime() - first) / cellMs));
  return Array.from({ length: count }, (_, index) => first + index * cellMs);
}

export function overlaps(slot: Pick<Slot, "startsAt" | "endsAt">, taken: ReadonlySet<number>): boolean {
  return cells(slot).some((cell) => taken.has(cell));
}
