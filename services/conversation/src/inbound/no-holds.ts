import type { Holds } from "@careline/bus";

/**
 * A message that cannot be opened is parked alone. Order does not matter to who only looks for danger, and nobody's
 * next emergency may wait behind it.
 */
export const noHolds: Holds = {
  hold: async () => undefined,
  isHeld: async () => false,
  release: async () => undefined,
};
