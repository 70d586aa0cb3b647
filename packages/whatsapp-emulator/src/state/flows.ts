import type { FlowProblem } from "../rules/check-flow-json.ts";
import type { State } from "./state.ts";

export const flowStatuses = ["DRAFT", "PUBLISHED", "DEPRECATED", "THROTTLED", "BLOCKED"] as const;

export type FlowStatus = (typeof flowStatuses)[number];

/** A form of several screens. */
export interface Flow {
  readonly id: string;
  readonly wabaId: string;
  readonly order: number;
  readonly name: string;
  readonly status: FlowStatus;
  readonly changedAt?: number;
  readonly categories: readonly string[];
  readonly endpointUri?: string;
  /** What its screens are; absent: nothing was uploaded yet. */
  readonly json?: string;
  readonly problems: readonly FlowProblem[];
}

/** The Flows of an account. */
export function flowsOf({ flows }: State, wabaId: string): readonly Flow[] {
  return [...flows.values()].filter((flow) => flow.wabaId === wabaId);
}
