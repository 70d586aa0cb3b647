import type { Phi, Reading, Why } from "./phi.ts";
import { PhiError } from "./phi-error.ts";
import type { Place } from "./place.ts";
import type { Sealed } from "./sealed.ts";

/** A generated protobuf type. */
export interface Codec<T> {
  encode(message: T): { finish(): Uint8Array };
  decode(bytes: Uint8Array): T;
}

/** Seals a protobuf message. */
export function sealMessage<Label extends string, T>(
  phi: Phi,
  label: Label,
  codec: Codec<T>,
  message: T,
  place: Place,
): Promise<Sealed<Label>> {
  return phi.seal(label, codec.encode(message).finish(), place);
}

/** Opens a sealed protobuf message; what opens but is no such message is malformed. */
export async function openMessage<T>(
  reading: Reading,
  codec: Codec<T>,
  sealed: Sealed,
  why: Why,
): Promise<T> {
  const bytes = await reading.open(sealed, why);
  try {
    return codec.decode(bytes);
  } catch {
    throw new PhiError("PHI_MALFORMED");
  }
}
