import type { Route } from "@careline/bus";
import type { Phi } from "@careline/phi";
import type { Log } from "@careline/runtime";
import { hearStatusOf } from "../app/hear-status.ts";
import { planIntent } from "../app/plan.ts";
import type { Ports, Saved } from "../app/ports.ts";
import { suppressReminders } from "../app/suppress-reminders.ts";
import { onAppointmentChanged } from "./on-appointment-changed.ts";
import { onConsentChanged } from "./on-consent-changed.ts";
import { onContactChanged } from "./on-contact-changed.ts";
import { onIntentComposed } from "./on-intent-composed.ts";
import { onKeyShredded } from "./on-key-shredded.ts";
import { onReminderDue } from "./on-reminder-due.ts";
import { onStatusReceived } from "./on-status-received.ts";

/** Everything that notification hears. `offer` hands what is new to the dispatcher. */
export function routes(ports: Ports, phi: Phi, log: Log, offer: (planned: Saved) => void): readonly Route[] {
  const plan = planIntent(ports);
  const suppress = suppressReminders(ports);
  return [
    onIntentComposed(plan, offer),
    onReminderDue(plan, offer),
    onContactChanged(ports.recipients),
    onStatusReceived(hearStatusOf(ports), log),
    onConsentChanged(suppress),
    onAppointmentChanged(suppress),
    onKeyShredded(phi),
  ];
}
