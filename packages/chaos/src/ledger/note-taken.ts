import type { Outside } from "../house/outside.ts";
import { emailOf, type Person } from "../load/contacts.ts";
import type { Ledger } from "./ledger.ts";

/** Writes down what SMS and e-mail services take. Who has no visit is reminded of nothing, and is nobody here. */
export function noteTaken(outside: Outside, visitors: readonly Person[], ledger: Ledger): void {
  outside.hear(({ channel, id: intent, to }) => {
    const whose = visitors.find((one) => `+${one.phone}` === to || emailOf(one) === to);
    ledger.add({ type: "taken", channel, intent, patient: whose?.patient ?? "nobody", at: Date.now() });
  });
}
