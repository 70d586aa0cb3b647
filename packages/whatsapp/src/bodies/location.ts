import { Fault } from "@careline/faults";
import { framed } from "./envelope.ts";
import type { Envelope, SendBody } from "./envelope.ts";

export interface Place {
  /** Degrees, −90 to 90. */
  readonly latitude: number;
  /** Degrees, −180 to 180. */
  readonly longitude: number;
  readonly name?: string | undefined;
  readonly address?: string | undefined;
}

/** A place on the map. */
export function locationBody(envelope: Envelope, place: Place): SendBody {
  return framed(envelope, "location", locationOf(place));
}

export function locationOf({ latitude, longitude, name, address }: Place): SendBody {
  return {
    latitude: degrees(90, "latitude", latitude),
    longitude: degrees(180, "longitude", longitude),
    ...(name ? { name } : {}),
    ...(address ? { address } : {}),
  };
}

function degrees(max: number, part: string, value: number): number {
  // Also false for what is no number.
  const isWithin = Math.abs(value) <= max;
  if (!isWithin) throw new Fault("invalid", `${part}: not within ±${max} degrees`);
  return value;
}
