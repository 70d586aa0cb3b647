import type { Route } from "@careline/bus";
import type { Phi } from "@careline/phi";
import type { Log } from "@careline/runtime";
import { hearStatusOf } from "../app/hear-status.ts";
import type { FallbackPorts } from "../app/fallback-ports.ts";
import { planIntent } from "../app/plan.ts";
import { planReminder } from "../app/plan-reminder.ts";
import type { Ports, Saved, TierNews } from "../app/ports.ts";
import { suppressReminders } from "../app/suppress-reminders.ts";
import { onAppointmentChanged } from "./on-appointment-changed.ts";
import { onConsentChanged } from "./on-consent-changed.ts";
import { onContactChanged } from "./on-contact-changed.ts";
import { onIntentComposed } from "./on-intent-composed.ts";
import { onKeyShredded } from "./on-key-shredded.ts";
import { onReminderDue } from "./on-reminder-due.ts";
import { onStatusReceived } from "./on-status-received.ts";

/** Everything that notification hears. `offer` hands what is new to the dispatcher. */
export function routes(
  ports: Ports,
  fallback: Pick<FallbackPorts, "intents" | "now" | "prefersOf" | "rulesOf">,
  phi: Phi,
  log: Log,
  offer: (planned: Saved) => void,
  news: Pick<TierNews, "visit">,
): readonly Route[] {
  const plan = planIntent(ports);
  const suppressing = [suppressReminders(ports), suppressReminders(fallback)];
  const suppress: (typeof suppressing)[0] = async (...which) => {
    for (const each of suppressing) await each(...which);
  };
  return [
    onIntentComposed(plan, offer),
    onReminderDue(planReminder(ports, fallback), offer),
    onContactChanged(ports.recipients),
    onStatusReceived(hearStatusOf(ports), ports.tier.tooMany, log),
    onConsentChanged(suppress),
    onAppointmentChanged(suppress, news.visit),
    onKeyShredded(phi),
  ];
}
