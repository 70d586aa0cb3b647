import type { Phi } from "@careline/phi";
import type { Clinics, Log } from "@careline/runtime";
import { type Store, takeLease } from "@careline/store";
import type { FallbackPorts } from "./app/fallback-ports.ts";
import type { Ports } from "./app/ports.ts";
import type { readConfig } from "./config.ts";
import { fallbackAt } from "./domain/fallback.ts";
import type { Intent } from "./domain/intent.ts";
import { fallbackDispatcher } from "./inbound/fallback-dispatcher.ts";
import { addresses } from "./outbound/addresses.ts";
import { fallbackLooks, others } from "./outbound/fallback-looks.ts";
import { httpSms } from "./outbound/http-sms.ts";
import { mongoIntents } from "./outbound/mongo-intents.ts";
import { notSetUp } from "./outbound/not-set-up.ts";
import { smtpMail } from "./outbound/smtp-mail.ts";

type Config = ReturnType<typeof readConfig>;

const lease = "fallback";

/** The rules of a clinic's file, by tenant. A tenant that is not in it has none. */
export function fallbackRules(clinics: Clinics) {
  const rules = new Map(clinics.all().map(({ tenantId, fallback }) => [tenantId, fallback.reminder]));
  const rulesOf: FallbackPorts["rulesOf"] = (tenantId) => rules.get(tenantId) ?? [];
  return {
    rulesOf,
    fallbackAt: (intent: Intent) =>
      intent.intentClass === "reminder" ? fallbackAt(intent, rulesOf(intent.tenantId)) : undefined,
  };
}

interface Given {
  readonly store: Store;
  readonly clinics: Clinics;
  readonly phi: Phi;
  readonly ports: Ports;
  readonly config: Config;
}

/** What other channels need. Their intents are kept apart from those of WhatsApp, under a lease of their own. */
export function fallbackPorts({ store, clinics, phi, ports, config }: Given) {
  const { rulesOf, fallbackAt } = fallbackRules(clinics);
  const { sms, mail } = config;
  const messengers = {
    sms: sms.url === "" ? notSetUp("SMS is not set up: SMS_URL is missing") : httpSms(sms),
    email: mail.url === "" ? notSetUp("e-mail is not set up: SMTP_URL_FILE is missing") : smtpMail(mail),
  };
  return {
    ...ports,
    intents: mongoIntents(store, { collection: others, lease, fallbackAt }),
    firsts: ports.intents,
    looks: fallbackLooks(store),
    rulesOf,
    clinicOf: (tenantId: string) => {
      const { name: clinic, phone } = clinics.of(tenantId);
      return { clinic, phone };
    },
    addressesOf: addresses(phi, ports.recipients, (tenantId) => clinics.of(tenantId).defaultLanguage),
    // Nobody asks a patient yet.
    prefersOf: async () => undefined,
    messengers,
    close: () => Promise.all([messengers.sms.close(), messengers.email.close()]),
  } satisfies FallbackPorts & { close(): Promise<unknown> };
}

/** Sends by other channels until stopped. */
export function startFallback(
  ports: FallbackPorts,
  log: Log,
  {
    store,
    clinics,
    config,
    owner,
    leaseMs,
  }: Pick<Given, "store" | "clinics" | "config"> & {
    readonly owner: string;
    readonly leaseMs: number;
  },
) {
  const isSetUp = { sms: config.sms.url !== "", email: config.mail.url !== "" };
  for (const { tenantId, fallback } of clinics.all())
    for (const { channel: kind } of fallback.reminder.filter(({ channel }) => !isSetUp[channel]))
      log.warn("a clinic names a channel that is not set up", { tenantId, kind });
  const takeFallbackLease = () => takeLease(store.db, lease, owner, leaseMs);
  const { uncertainAfterMs } = config;
  return fallbackDispatcher(ports, log, { uncertainAfterMs, takeLease: takeFallbackLease, leaseMs });
}
