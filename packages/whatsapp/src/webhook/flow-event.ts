import { textAt } from "../loose.ts";
import type { FlowEvent } from "./account-event.ts";

export function flowEventOf(value: unknown): FlowEvent | undefined {
  const event = textAt(value, "event");
  if (event === undefined) return undefined;
  return {
    kind: "flow",
    event,
    flowId: textAt(value, "flow_id"),
    state: textAt(value, "new_status") ?? textAt(value, "alert_state"),
    previousState: textAt(value, "old_status"),
    message: textAt(value, "message"),
  };
}
