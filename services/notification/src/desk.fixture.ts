import { randomUUID } from "node:crypto";
import { topics } from "@careline/contracts";
import { ContactAddress, OutboundMessage, TemplateContent } from "@careline/contracts/sealed/v1/sealed";
import { createPhi, eventPlace, memoryKeyService, memoryKeyVault, sealMessage } from "@careline/phi";
import { createLog, type Poller } from "@careline/runtime";
import { openStore, takeLease } from "@careline/store";
import { fixedClock } from "@careline/testing";
import { onTestFinished } from "vitest";
import { hearStatusOf } from "./app/hear-status.ts";
import { planIntent } from "./app/plan.ts";
import type { Ports } from "./app/ports.ts";
import { fakeChannel } from "./channel.fixture.ts";
import { clinics, phoneNumberId, tenantId, thursday } from "./clinic.fixture.ts";
import type { Consent } from "./domain/gate.ts";
import type { Intent, State } from "./domain/intent.ts";
import type { Heard } from "./domain/status.ts";
import type { TemplateRecord } from "./domain/template-record.ts";
import { type Dispatcher, dispatcher } from "./inbound/dispatcher.ts";
import { eventually } from "./eventually.fixture.ts";
import { accounts } from "./outbound/accounts.ts";
import { contents } from "./outbound/contents.ts";
import { indexes } from "./outbound/indexes.ts";
import { dispatchLease, mongoIntents } from "./outbound/mongo-intents.ts";
import { mongoRecipients } from "./outbound/mongo-recipients.ts";
import { pairs } from "./outbound/pairs.ts";
import { readLibrary } from "./outbound/template-files.ts";
import { tiers } from "./outbound/tiers.ts";

export type Desk = Awaited<ReturnType<typeof openDesk>>;
type Content = NonNullable<OutboundMessage["content"]>;
type Planned = Partial<
  Pick<Intent, "intentId" | "contactId" | "intentClass" | "sourceId" | "expiresAt" | "windowOpenedAt">
> & {
  /** Hands it to a dispatcher of its own process. */
  handTo?: Dispatcher;
};

export const leaseMs = 800;
const uncertainAfterMs = 600_000;
// One clinic takes half of it.
const room = { emergencies: 16, answers: 32, reminders: 16 };

/** Notification over a database of its own, without wires: a channel that remembers, a clock to move. */
export async function openDesk(uri: string) {
  const clock = fixedClock(thursday);
  const now = () => clock.now();
  const store = await openStore({ uri, database: `notification_${randomUUID().slice(0, 8)}`, indexes, now });
  const phi = createPhi({ vault: memoryKeyVault(), keyService: memoryKeyService() });
  const channel = fakeChannel();
  const world = {
    consent: "granted" as Consent,
    stillTrue: true,
    away: undefined as Error | undefined,
    deafMs: 0,
    templates: new Map<string, TemplateRecord>(),
  };
  const ask = <T>(answer: T) =>
    world.away === undefined ? Promise.resolve(answer) : Promise.reject(world.away);
  const tier = tiers(store, now);
  const ports: Ports = {
    intents: mongoIntents(store),
    recipients: mongoRecipients(store),
    contents: contents(phi, clinics),
    channel,
    consentOf: () => ask(world.consent),
    checkReminder: () => ask({ stillTrue: world.stillTrue, reason: world.stillTrue ? "" : "moved" }),
    templates: { library: readLibrary(), recently: async () => world.templates },
    defaultLanguage: () => "es",
    quietHours: () => ({ from: "21:00", until: "08:00" }),
    pairs: pairs(now),
    tier,
    inTurn: (_number, _wish, work) => work({ waitedMs: 0, go: (request) => request() }),
    account: accounts(
      now,
      createLog("notification", { level: "silent" }),
      () => {},
      { taken: () => {}, slower: () => {} },
      () => {},
    ),
    deafForMs: async () => world.deafMs,
    now,
    chance: () => 0,
  };
  const plan = planIntent(ports);
  const hear = hearStatusOf(ports);
  const log = createLog("notification", { level: "silent" });
  const started: Poller[] = [];
  const sequences = new Map<string, number>();
  const lease = () => takeLease(store.db, dispatchLease, randomUUID(), leaseMs);
  onTestFinished(async () => {
    await Promise.all(started.map((each) => each.stop()));
    await store.db.dropDatabase();
    await store.close();
  });

  const say = (text: string, how: Planned = {}): Promise<string> =>
    compose({ $case: "text", value: { body: text, previewUrl: false } }, how);

  async function compose(content: Content, how: Planned): Promise<string> {
    const { intentId = randomUUID(), contactId = "c1", intentClass = "reply" } = how;
    const sourceId = how.sourceId ?? `conversation-of-${contactId}`;
    const sequence = (sequences.get(sourceId) ?? 0) + 1;
    sequences.set(sourceId, sequence);
    const eventId = randomUUID();
    const { name: topic, type } = topics.intentComposed;
    const place = eventPlace({ tenantId, subjectId: contactId, class: "conversation", topic, eventId, type });
    const to = { phone: "34600111222", userId: "", username: "" };
    const message = { to, contextWamid: "", readWamid: "", content };
    const { box } = await sealMessage(phi, "message", OutboundMessage, message, place);
    const { expiresAt } = how;
    const windowOpenedAt = "windowOpenedAt" in how ? how.windowOpenedAt : now();
    const rest = { source: "conversation", sourceId, sequence, expiresAt, reminder: undefined } as const;
    const planned = { intentId, tenantId, contactId, intentClass, windowOpenedAt, ...rest };
    const fresh = await plan(eventId, planned, phoneNumberId, { box, eventId });
    if (fresh !== undefined) how.handTo?.offer(fresh);
    return intentId;
  }

  return {
    ...{ clock, store, phi, channel, world, ports, tier, plan, hear, lease, say },
    /** Starts sending; the ports may be another's, to see one die. */
    dispatch(of: Ports = ports): Dispatcher {
      const started = dispatcher(of, log, { uncertainAfterMs, takeLease: lease, leaseMs, room });
      return started;
    },
    /** A template that another service has put together, for no window. */
    fill(
      name: string,
      language: string,
      values: Readonly<Record<string, string>>,
      how: Planned,
    ): Promise<string> {
      const namedParameters = Object.entries(values).map(([key, value]) => ({ name: key, value }));
      const value = { ...TemplateContent.fromPartial({ name, language }), namedParameters };
      return compose({ $case: "template", value }, { ...how, windowOpenedAt: undefined });
    },
    /** Starts sending until the test ends. */
    send(): void {
      started.push(this.dispatch());
    },
    async remind(how: { contactId?: string; intentId?: string; expiresAt?: Date } = {}): Promise<string> {
      const { intentId = randomUUID(), contactId = "c1" } = how;
      const expiresAt = "expiresAt" in how ? how.expiresAt : new Date("2026-11-27T11:00:00Z");
      const zones = { clinicTimeZone: "Europe/Madrid", patientTimeZone: "Europe/Madrid" };
      const startsAt = new Date("2026-11-27T13:00:00Z");
      const reminder = { appointmentId: "a1", version: 1, startsAt, ...zones };
      const rest = {
        source: "reminder",
        sourceId: intentId,
        sequence: 0,
        windowOpenedAt: undefined,
      } as const;
      const planned = {
        intentId,
        tenantId,
        contactId,
        intentClass: "reminder",
        expiresAt,
        reminder,
      } as const;
      await plan(randomUUID(), { ...planned, ...rest }, "", undefined);
      return intentId;
    },
    async meet(contactId = "c1", language = "es"): Promise<void> {
      const eventId = randomUUID();
      const { name: topic, type } = topics.contactChanged;
      const place = eventPlace({ tenantId, subjectId: contactId, class: "identity", topic, eventId, type });
      const address = { phone: "34600111222", userId: "", username: "" };
      const { box } = await sealMessage(phi, "address", ContactAddress, address, place);
      const recipient = { contactId, phoneNumberId, language, address: { box, eventId } };
      await ports.recipients.remember(tenantId, recipient, now());
    },
    status: (intentId: string, status: "sent" | "delivered" | "read", mark: string = randomUUID()) =>
      hear(tenantId, mark, { intentId, messageRef: "", heard: { status, at: now() } satisfies Heard }),
    async intent(intentId: string): Promise<Intent> {
      const found = await ports.intents.find(tenantId, intentId);
      if (found === undefined) throw new Error("no such intent");
      return found.intent;
    },
    /** Waits until an intent stands in a state. */
    async until(intentId: string, state: State): Promise<Intent> {
      return eventually(async () => {
        const intent = await this.intent(intentId);
        if (intent.state !== state) throw new Error(`it is ${intent.state}: ${intent.reason}, not ${state}`);
        return intent;
      });
    },
  };
}
