import { randomUUID } from "node:crypto";
import type { FaultOrder, FaultOrderKind } from "./model.ts";
import type { State } from "./state.ts";

export interface Faults {
  order(fault: Omit<FaultOrder, "id">): FaultOrder;
  all(): readonly FaultOrder[];
  clear(): void;
  /** What happens to the answer to this send, if something was ordered. Counts it as used. */
  forAnswer(patientId: string | undefined): FaultOrder | undefined;
  /** What happens to the statuses of this send. */
  forStatuses(patientId: string | undefined): readonly FaultOrder[];
  forWebhook(patientId: string | undefined): FaultOrder | undefined;
}

const ofAnswers: readonly FaultOrderKind[] = [
  "error",
  "http500",
  "timeoutAfterAccept",
  "resetAfterAccept",
  "slow",
  "refuse",
  "statusBeforeResponse",
];
const ofStatuses: readonly FaultOrderKind[] = [
  "loseStatus",
  "delayStatus",
  "duplicateStatus",
  "disorder",
  "sentAfterFailed",
];

/** Faults wait in the order in which they were asked for, each for so many uses. */
export function faultsIn(state: State): Faults {
  const matching = (
    target: FaultOrder["target"],
    kinds: readonly FaultOrderKind[] | undefined,
    patientId: string | undefined,
  ) =>
    [...state.faults.values()].filter(
      (fault) =>
        fault.target === target &&
        (kinds === undefined || kinds.includes(fault.kind)) &&
        (fault.patient === undefined || fault.patient === patientId),
    );
  const use = (fault: FaultOrder): void => {
    if (fault.times > 1) state.faults.put(fault.id, { ...fault, times: fault.times - 1 });
    else state.faults.delete(fault.id);
  };
  /** Those that let nothing pass any more; the others count what they let pass. */
  const due = (found: readonly FaultOrder[]): readonly FaultOrder[] =>
    found.filter((fault) => {
      const { skip = 0 } = fault;
      if (skip > 0) state.faults.put(fault.id, { ...fault, skip: skip - 1 });
      return skip === 0;
    });
  const first = ([fault]: readonly FaultOrder[]): FaultOrder | undefined => {
    if (fault !== undefined) use(fault);
    return fault;
  };
  return {
    order: (fault) => {
      const ordered = { ...fault, id: randomUUID() };
      state.faults.put(ordered.id, ordered);
      return ordered;
    },
    all: () => [...state.faults.values()],
    clear: () => {
      for (const fault of Array.from(state.faults.values())) state.faults.delete(fault.id);
    },
    forAnswer: (patientId) => first(due(matching("send", ofAnswers, patientId))),
    forStatuses: (patientId) => {
      const found = due(matching("send", ofStatuses, patientId));
      for (const fault of found) use(fault);
      return found;
    },
    forWebhook: (patientId) => first(due(matching("webhook", undefined, patientId))),
  };
}
