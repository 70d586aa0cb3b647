import { vi } from "vitest";

/** Tries until it holds; machines that run tests are slow at times. */
export const eventually = <T>(holds: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(holds, { timeout: 10_000, interval: 20 });
