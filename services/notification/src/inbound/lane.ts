import type { Saved } from "../app/ports.ts";

/** What of one urgency is on its way, and what waits for room. */
export interface Lane {
  readonly priority: number;
  /** Sends at once. */
  readonly most: number;
  /** Sends at once of one clinic: a clinic that is slowed leaves room for the others. */
  readonly mostOfOne: number;
  /** By contact: one contact has one at a time. */
  readonly busy: Map<string, Promise<void>>;
  readonly ofTenant: Map<string, number>;
  /** Conversations that cannot go on, and when they are looked at again. */
  readonly blocked: Map<string, number>;
  /** Planned a moment ago by this process, not yet begun. */
  fresh: Saved[];
  /** More was due than there was room for: what is older goes first, so the database says who is next. */
  isBehind: boolean;
}

/** Sends at once, of each urgency. */
export interface Room {
  readonly emergencies: number;
  readonly answers: number;
  readonly reminders: number;
}

const freshMost = 1_000;

export function lane(priority: number, most: number): Lane {
  return {
    ...{ priority, most, mostOfOne: Math.ceil(most / 2), fresh: [], isBehind: false },
    ...{ busy: new Map(), ofTenant: new Map(), blocked: new Map() },
  };
}

export function hasRoomFor({ busy, most, ofTenant, mostOfOne, blocked }: Lane, { intent }: Saved): boolean {
  return (
    busy.size < most &&
    !busy.has(intent.contactId) &&
    !blocked.has(intent.sourceId) &&
    (ofTenant.get(intent.tenantId) ?? 0) < mostOfOne
  );
}

/** Takes what was planned here and may go now; what only waits for its contact stays at hand. */
export function takeFresh(of: Lane): readonly Saved[] {
  const { fresh } = of;
  if (fresh.length === 0) return fresh;
  of.fresh = of.isBehind ? [] : fresh.filter(({ intent }) => of.busy.has(intent.contactId));
  return of.isBehind ? [] : fresh.filter(({ intent }) => !of.busy.has(intent.contactId));
}

export function keepFresh(of: Lane, saved: Saved): void {
  if (of.isBehind || of.fresh.length >= freshMost) of.isBehind = true;
  else of.fresh.push(saved);
}

export function enter(of: Lane, { intent: { contactId, tenantId } }: Saved, carrying: Promise<void>): void {
  of.ofTenant.set(tenantId, (of.ofTenant.get(tenantId) ?? 0) + 1);
  of.busy.set(contactId, carrying);
}

export function leave(of: Lane, { intent: { contactId, tenantId } }: Saved): void {
  const left = (of.ofTenant.get(tenantId) ?? 1) - 1;
  if (left === 0) of.ofTenant.delete(tenantId);
  else of.ofTenant.set(tenantId, left);
  of.busy.delete(contactId);
}

export function tenantsWithoutRoom({ ofTenant, mostOfOne }: Lane): readonly string[] {
  return [...ofTenant].filter(([, count]) => count >= mostOfOne).map(([tenantId]) => tenantId);
}
