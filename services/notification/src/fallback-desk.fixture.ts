import { randomUUID } from "node:crypto";
import { topics } from "@careline/contracts";
import { ContactAddress } from "@careline/contracts/sealed/v1/sealed";
import { createPhi, eventPlace, memoryKeyService, memoryKeyVault, sealMessage } from "@careline/phi";
import { createLog } from "@careline/runtime";
import { openStore, takeLease } from "@careline/store";
import { fixedClock } from "@careline/testing";
import { startPost } from "@careline/testing/post";
import { onTestFinished } from "vitest";
import type { FallbackPorts } from "./app/fallback-ports.ts";
import { planReminder } from "./app/plan-reminder.ts";
import { suppressReminders } from "./app/suppress-reminders.ts";
import { phoneNumberId, tenantId, thursday } from "./clinic.fixture.ts";
import { fallbackAt, type OtherChannel, type Rules } from "./domain/fallback.ts";
import { fallbackId } from "./domain/fallback-id.ts";
import type { Consent } from "./domain/gate.ts";
import { type Intent, step } from "./domain/intent.ts";
import { eventually } from "./eventually.fixture.ts";
import { fallbackDispatcher } from "./inbound/fallback-dispatcher.ts";
import { addresses } from "./outbound/addresses.ts";
import { fallbackIndexes, fallbackLooks, others } from "./outbound/fallback-looks.ts";
import { httpSms } from "./outbound/http-sms.ts";
import { indexes } from "./outbound/indexes.ts";
import { mongoIntents } from "./outbound/mongo-intents.ts";
import { mongoRecipients } from "./outbound/mongo-recipients.ts";
import { smtpMail } from "./outbound/smtp-mail.ts";

export const bothRules: Rules = [
  { channel: "sms", when: ["failed", "unread"], unreadAfterMinutes: 240 },
  { channel: "email", when: ["failed", "asked"] },
];
export const phone = "34600111222";
export const email = "ana.perez@example.org";

const lease = "fallback";
const leaseMs = 800;
const zone = "Europe/Madrid";
const body = '{"to":"+{to}","text":"{text}","id":"{id}"}';

/** What sends by other channels, over a database of its own, a real mail server and a real HTTP service. */
export async function openFallbackDesk(uri: string, rules: Rules = bothRules) {
  const clock = fixedClock(thursday);
  const now = () => clock.now();
  const database = `fallback_${randomUUID().slice(0, 8)}`;
  const store = await openStore({ uri, database, indexes: [...indexes, ...fallbackIndexes], now });
  const phi = createPhi({ vault: memoryKeyVault(), keyService: memoryKeyService() });
  const recipients = mongoRecipients(store);
  const { stop, ...mailbox } = await startPost();
  const sms = httpSms({ url: mailbox.smsUrl, token: "sms-token", body, timeoutMs: 1_000 });
  const mail = smtpMail({ url: mailbox.smtpUrl, from: "citas@alameda.example", timeoutMs: 1_000 });
  const world = {
    consent: "granted" as Consent,
    stillTrue: true,
    isConfirmed: false,
    wants: undefined as OtherChannel | undefined,
  };
  const look = (intent: Intent) => fallbackAt(intent, rules);
  const firsts = mongoIntents(store, { fallbackAt: look });
  const lines: string[] = [];
  const log = createLog("notification", {
    level: "debug",
    destination: { write: (line) => void lines.push(line) },
  });
  const ports: FallbackPorts = {
    intents: mongoIntents(store, { collection: others, lease, fallbackAt: look }),
    firsts,
    looks: fallbackLooks(store),
    rulesOf: () => rules,
    clinicOf: () => ({ clinic: "Clínica Alameda", phone: "+34 910 000 100" }),
    addressesOf: addresses(phi, recipients, () => "es"),
    prefersOf: async () => world.wants,
    messengers: { sms, email: mail },
    consentOf: async () => world.consent,
    checkReminder: async () => ({ ...world, reason: world.stillTrue ? "" : "cancelled" }),
    quietHours: () => ({ from: "21:00", until: "08:00" }),
    now,
    chance: () => 0,
  };
  const plan = planReminder({ intents: firsts, now }, ports);
  const started: { stop(): Promise<void> }[] = [];
  onTestFinished(async () => {
    await Promise.all(started.map((each) => each.stop()));
    await sms.close();
    await mail.close();
    await stop();
    await phi.close();
    await store.db.dropDatabase();
    await store.close();
  });

  const change = async (intentId: string, state: Intent["state"], errorCode = 0) =>
    void (await firsts.change(
      tenantId,
      intentId,
      (intent) => step(intent, { state, reason: "", errorCode }, now()),
      {
        requestId: intentId,
      },
    ));

  return {
    ...{ clock, store, ports, world, mailbox, lines, firsts, change },
    suppress: suppressReminders(ports),
    /** Starts to send; the ports may be another's, to see one die. */
    dispatch(of: FallbackPorts = ports) {
      const options = {
        uncertainAfterMs: 600_000,
        takeLease: () => takeLease(store.db, lease, randomUUID(), leaseMs),
        leaseMs,
      };
      return fallbackDispatcher(of, log, options);
    },
    /** Starts to send, until the test ends. */
    send(): void {
      started.push(this.dispatch());
    },
    /** Makes a contact known. */
    async meet(address: Partial<ContactAddress> = { phone, email }): Promise<void> {
      const eventId = randomUUID();
      const { name: topic, type } = topics.contactChanged;
      const place = eventPlace({ tenantId, subjectId: "c1", class: "identity", topic, eventId, type });
      const { box } = await sealMessage(
        phi,
        "address",
        ContactAddress,
        ContactAddress.fromPartial(address),
        place,
      );
      await recipients.remember(
        tenantId,
        { contactId: "c1", phoneNumberId, language: "es", address: { box, eventId } },
        now(),
      );
    },
    /** A reminder of a visit tomorrow at two, which WhatsApp has tried and has not answered yet. */
    async remind(): Promise<string> {
      const intentId = randomUUID();
      const zones = { clinicTimeZone: zone, patientTimeZone: zone };
      const reminder = {
        appointmentId: "a1",
        version: 1,
        startsAt: new Date("2026-11-27T13:00:00Z"),
        ...zones,
      };
      const about = {
        tenantId,
        contactId: "c1",
        intentClass: "reminder",
        source: "reminder",
        sequence: 0,
      } as const;
      const rest = { windowOpenedAt: undefined, expiresAt: new Date("2026-11-27T11:00:00Z"), reminder };
      await plan(randomUUID(), { ...about, ...rest, intentId, sourceId: intentId }, "", undefined);
      if (world.wants === undefined) await change(intentId, "submitting");
      return intentId;
    },
    async other(intentId: string, channel: OtherChannel): Promise<Intent | undefined> {
      return (await ports.intents.find(tenantId, fallbackId(tenantId, intentId, channel)))?.intent;
    },
    /** Waits until what another channel says stands so. */
    async until(intentId: string, channel: OtherChannel, expected: Partial<Intent>): Promise<Intent> {
      return eventually(async () => {
        const found = await this.other(intentId, channel);
        const isSo = Object.entries(expected).every(
          ([name, value]) => found?.[name as keyof Intent] === value,
        );
        if (found === undefined || !isSo) throw new Error(`it is ${found?.state}: ${found?.reason}`);
        return found;
      });
    },
    /** So long that whatever was due has been looked at. */
    rest: () => new Promise((resolve) => setTimeout(resolve, 700)),
  };
}
