import { at, dateOf, listOf, momentOf, textAt } from "../loose.ts";
import type {
  AccountReviewEvent,
  AccountUpdateEvent,
  AlertEvent,
  ErrorsEvent,
  Restriction,
} from "./account-event.ts";
import { displayedAt } from "./number-events.ts";
import { errorsOf } from "./parse-errors.ts";

export function accountUpdateOf(value: unknown): AccountUpdateEvent | undefined {
  const event = textAt(value, "event");
  if (event === undefined) return undefined;
  return {
    kind: "account-update",
    number: displayedAt(value),
    event,
    ban: banOf(at(value, "ban_info")),
    restrictions: listOf(at(value, "restriction_info")).flatMap(restrictionOf),
    violation: textAt(value, "violation_info", "violation_type"),
  };
}

function banOf(ban: unknown): AccountUpdateEvent["ban"] {
  const state = textAt(ban, "waba_ban_state");
  return state === undefined ? undefined : { state, date: dateOf(at(ban, "waba_ban_date")) };
}

function restrictionOf(restriction: unknown): readonly Restriction[] {
  const type = textAt(restriction, "restriction_type");
  return type === undefined ? [] : [{ type, expiresAt: momentOf(at(restriction, "expiration")) }];
}

export function accountReviewOf(value: unknown): AccountReviewEvent | undefined {
  const decision = textAt(value, "decision");
  return decision === undefined ? undefined : { kind: "account-review", decision };
}

/** Older alerts have their words beside the entity, not inside `alert_info`. */
export function accountAlertOf(value: unknown): AlertEvent | undefined {
  const alert = at(value, "alert_info") ?? value;
  const type = textAt(alert, "alert_type");
  if (type === undefined) return undefined;
  return {
    kind: "alert",
    type,
    severity: textAt(alert, "alert_severity"),
    status: textAt(alert, "alert_status"),
    description: textAt(alert, "alert_description"),
    entity: { type: textAt(value, "entity_type"), id: textAt(value, "entity_id") },
  };
}

export function problemsOf(value: unknown): ErrorsEvent | undefined {
  const errors = errorsOf(value);
  return errors.length === 0 ? undefined : { kind: "errors", errors };
}
