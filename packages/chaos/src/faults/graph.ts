import { post } from "@careline/local/demo/phone";
import type { LocalFile } from "@careline/local/local-file";
import type { ChaosFault } from "./fault.ts";
import { between, nap, oneOf } from "./nap.ts";

type Order = Readonly<Record<string, string | number>>;

// Everything that the Cloud API does to a sender, and its emulator can. Codes: too many messages (of the number, to one
// person), token expired, not to be delivered.
const orders: readonly ((chance: () => number) => Order | readonly Order[])[] = [
  () => ({ kind: "timeoutAfterAccept", delayMs: 12_000 }),
  () => ({ kind: "resetAfterAccept" }),
  // Accepted without an answer, and the status that tells so comes late, but in the time in which one is waited for.
  (chance) => [
    { kind: "delayStatus", delayMs: Math.round(between(4_000, 15_000, chance)) },
    { kind: "resetAfterAccept" },
  ],
  () => ({ kind: "http500", status: 503 }),
  () => ({ kind: "refuse" }),
  () => ({ kind: "error", code: 130_429, times: 3 }),
  () => ({ kind: "error", code: 131_056 }),
  () => ({ kind: "error", code: 190, status: 401 }),
  () => ({ kind: "error", code: 131_026 }),
  () => [{ kind: "error", code: 131_026 }, { kind: "sentAfterFailed" }],
  () => ({ kind: "slow", delayMs: 3_000 }),
  () => ({ kind: "statusBeforeResponse" }),
  () => ({ kind: "loseStatus" }),
  () => ({ kind: "duplicateStatus", times: 3 }),
  () => ({ kind: "disorder", times: 3 }),
  (chance) => ({ kind: "delayStatus", delayMs: Math.round(between(5_000, 40_000, chance)), times: 3 }),
  // What it tells does not arrive, arrives and is not taken for it, or late.
  () => ({ target: "webhook", kind: "refuse", times: 2 }),
  () => ({ target: "webhook", kind: "http500", times: 2 }),
  () => ({ target: "webhook", kind: "timeoutAfterAccept", delayMs: 1_000 }),
  () => ({ target: "webhook", kind: "resetAfterAccept", times: 2 }),
  () => ({ target: "webhook", kind: "slow", delayMs: 2_000 }),
];

export const graph: ChaosFault = {
  name: "graph",
  what: "WhatsApp accepts and does not answer, breaks, limits (130429, 131056), refuses the token, fails to deliver, tells statuses late, twice, never",
  mayGiveUp: true,
  async play({ house, chance, until, struck }) {
    const faultsOf = ({ emulator }: LocalFile) => `${emulator}/control/faults`;
    while (await nap(between(500, 2_500, chance), until)) {
      const clinic = oneOf(house.clinics, chance) ?? house.local;
      const ordered = oneOf(orders, chance)?.(chance) ?? [];
      for (const order of [ordered].flat()) {
        const heal = struck(String(order["kind"]));
        await post(faultsOf(clinic), order);
        heal();
      }
    }
    await Promise.all(house.clinics.map((clinic) => fetch(faultsOf(clinic), { method: "DELETE" })));
  },
};
