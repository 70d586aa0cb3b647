import { Refusal } from "./refusal.ts";

export function unique(values: readonly string[], complaint: string): void {
  if (new Set(values).size !== values.length) throw new Refusal(131009, complaint);
}
