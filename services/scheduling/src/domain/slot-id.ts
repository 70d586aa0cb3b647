import type { Slot } from "./slot.ts";

/** A slot's id tells the slot again, so that free times need no storage. Callers must not read it. */
export function slotId(slot: Slot): string {
  const parts = [slot.practitionerId, slot.visitTypeId, Math.round(slot.startsAt.getTime() / 60_000)];
  return encode(JSON.stringify(parts));
}

/** What a slot id stands for; undefined for anything that we never made. The end follows from the visit type. */
export function readSlotId(id: string): Omit<Slot, "endsAt"> | undefined {
  try {
    const parts: unknown = JSON.parse(decode(id));
    if (!Array.isArray(parts) || parts.length !== 3) return undefined;
    const [practitionerId, visitTypeId, minutes] = parts as unknown[];
    if (typeof practitionerId !== "string" || typeof visitTypeId !== "string") return undefined;
    if (!Number.isSafeInteger(minutes)) return undefined;
    const startsAt = new Date((minutes as number) * 60_000);
    return Number.isNaN(startsAt.getTime()) ? undefined : { practitionerId, visitTypeId, startsAt };
  } catch {
    return undefined;
  }
}

function encode(text: string): string {
  return btoa(String.fromCodePoint(...new TextEncoder().encode(text)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

function decode(id: string): string {
  const binary = atob(id.replaceAll("-", "+").replaceAll("_", "/"));
  return new TextDecoder().decode(Uint8Array.from(binary, (letter) => letter.codePointAt(0) ?? 0));
}
