import type { Check } from "../suite.ts";

export function exactly(name: string, expected: number, seen: number): Check {
  return { name, ok: seen === expected, detail: `${seen}, expected ${expected}` };
}
