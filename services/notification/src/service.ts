import { topics } from "@careline/contracts";
import { openMediaStore } from "@careline/media";
import { createPhi, localFileKeyService, mongoKeyVault } from "@careline/phi";
import { readTls, serve } from "@careline/rpc";
import {
  type Given,
  isProduction,
  ownName,
  readClinics,
  reports,
  type ServiceDefinition,
  type StartedService,
} from "@careline/runtime";
import { openStore, takeLease } from "@careline/store";
import { graphClient } from "@careline/whatsapp";
import { earliest, nextDueAt } from "./app/next-due-at.ts";
import type { Ports } from "./app/ports.ts";
import { learnLevel } from "./app/learn-level.ts";
import { hearOfTemplate } from "./app/sync-templates.ts";
import { readConfig } from "./config.ts";
import { fallbackPorts, fallbackRules, startFallback } from "./fallback.ts";
import { dispatcher } from "./inbound/dispatcher.ts";
import { notificationRpc } from "./inbound/notification-rpc.ts";
import { accountWatch } from "./inbound/account-watch.ts";
import { onAccountChanged } from "./inbound/on-account-changed.ts";
import { onMessageReceived } from "./inbound/on-message-received.ts";
import { routes } from "./inbound/routes.ts";
import { templateRpc } from "./inbound/template-rpc.ts";
import { allIntents } from "./outbound/all-intents.ts";
import { accounts } from "./outbound/accounts.ts";
import { mongoBudgets } from "./outbound/budgets.ts";
import { contents } from "./outbound/contents.ts";
import { sendCounters } from "./outbound/counters.ts";
import { fallbackIndexes } from "./outbound/fallback-looks.ts";
import { graphLevels } from "./outbound/graph-levels.ts";
import { indexes, migrations } from "./outbound/indexes.ts";
import { dispatchLease, mongoIntents } from "./outbound/mongo-intents.ts";
import { mongoRecipients } from "./outbound/mongo-recipients.ts";
import { type Pacing, pacing } from "./outbound/pacing.ts";
import { pairs } from "./outbound/pairs.ts";
import { peers } from "./outbound/peers.ts";
import { shares, sharing } from "./outbound/sharing.ts";
import { tiers } from "./outbound/tiers.ts";
import { uploads } from "./outbound/uploads.ts";
import { whatsappChannel } from "./outbound/whatsapp-channel.ts";
import { templatePorts } from "./templates.ts";

const leaseMs = 6_000;
// All together no more than the connections to WhatsApp, so that an emergency finds one.
const room = { emergencies: 32, answers: 160, reminders: 64 };

export const service: ServiceDefinition = { name: "notification", readConfig, start };

async function start({ env, clock, log, bus }: Given): Promise<StartedService> {
  const config = readConfig(env);
  const owner = ownName(env);
  const told = reports(log);
  const { uri, databasePrefix } = config.mongo;
  const store = await openStore({
    uri,
    database: `${databasePrefix}notification`,
    indexes: [...indexes, ...fallbackIndexes],
    migrations,
    now: () => clock.now(),
    owner,
  });
  const keyService = localFileKeyService(config.phi.keyringFile, { production: isProduction(env) });
  const vault = await mongoKeyVault(store.db.client.db(`${databasePrefix}keyvault`));
  const phi = createPhi({ vault, keyService });
  const clinics = readClinics(config.clinicsFile);
  const tls = readTls(config.tls);
  const asking = peers(config.peers, tls);
  const { graphUrl: baseUrl, graphVersion: version, accessToken, timeoutMs } = config.whatsapp;
  const graph = graphClient({ baseUrl, version, accessToken, timeoutMs });
  const pace: Pacing = pacing((phoneNumberId) => {
    if (numberShares.join(phoneNumberId)) looking.nudge();
  });
  const numberBudgets = mongoBudgets(store, () => clock.now());
  const numberShares = shares(numberBudgets, pace, owner);
  const tier = tiers(store, () => clock.now());
  const library = templatePorts({ store, graph, clinics, log, now: () => clock.now() });
  const media = await openMediaStore(config.media, phi, store.db.client.db(`${databasePrefix}media`));
  const ports: Ports = {
    intents: mongoIntents(store, { fallbackAt: fallbackRules(clinics).fallbackAt }),
    recipients: mongoRecipients(store),
    contents: contents(phi, clinics),
    channel: whatsappChannel({ graph, uploadsFor: uploads(graph, media), phi, clinics }),
    consentOf: asking.consentOf,
    checkReminder: asking.checkReminder,
    quietHours: (tenantId) => clinics.of(tenantId).quietHours,
    inTurn: pace.inTurn,
    pairs: pairs(() => clock.now()),
    tier,
    templates: library.templates,
    defaultLanguage: (tenantId) => clinics.of(tenantId).defaultLanguage,
    account: accounts(
      () => clock.now(),
      log,
      sendCounters(),
      pace,
      (tenantId) => watching.doubt(tenantId),
    ),
    // Who cannot tell has heard nothing.
    deafForMs: () => bus.behindMs("notification", topics.statusReceived).catch(() => Infinity),
    now: () => clock.now(),
    chance: Math.random,
  };

  const fallback = fallbackPorts({ store, clinics, phi, ports, config });

  await bus.ensureTopics(
    [
      ...[topics.intentComposed, topics.contactChanged, topics.reminderDue, topics.statusReceived],
      ...[topics.messageReceived],
      ...[topics.consentChanged, topics.appointmentChanged, topics.keyShredded],
      ...[topics.accountChanged, topics.deliveryChanged, topics.templateChanged, topics.auditRecorded],
    ],
    ["notification"],
  );
  const relay = store.relay(bus, { onFault: told.onFault });
  const looking = sharing(numberShares, log);
  const sending = dispatcher(ports, log, {
    uncertainAfterMs: config.uncertainAfterMs,
    takeLease: () => takeLease(store.db, dispatchLease, owner, leaseMs),
    leaseMs,
    room,
  });
  const falling = startFallback(fallback, log, { store, clinics, config, owner, leaseMs });
  const levels = { tier, perSecond: numberBudgets.limit, levelAtMeta: graphLevels(graph) };
  const watched = clinics
    .all()
    .map(({ tenantId, whatsapp: { phoneNumberId } }) => ({ tenantId, phoneNumberId }));
  const watching = accountWatch({ ...library, ...levels }, watched, log);
  const hearing = await bus.subscribe({
    group: "notification",
    routes: [
      ...routes(ports, fallback, phi, log, (saved) => sending.offer(saved), tier),
      onAccountChanged(phi, {
        ofTemplate: hearOfTemplate(library),
        ofLevel: learnLevel(levels),
        numberOf: (tenantId) => clinics.of(tenantId).whatsapp.phoneNumberId,
      }),
      onMessageReceived({ ...pace, ...numberBudgets, now: () => clock.now() }),
    ],
    holds: store.holds,
    onParked: told.onParked,
    onRetry: told.onRetry,
  });
  const isReady = async () => (await store.isHealthy()) && (await bus.isHealthy());
  const server = await serve({
    address: config.grpc.address,
    tls,
    services: [
      notificationRpc(allIntents(ports.intents, fallback.intents)),
      templateRpc(library, () => watching.nudge()),
    ],
    isReady,
    onBug: told.onBug,
  });
  log.info("listening", { address: server.address });

  return {
    grpcAddress: server.address,
    isReady,
    nextDueAt: earliest([
      nextDueAt(ports, config.uncertainAfterMs),
      nextDueAt(fallback, config.uncertainAfterMs),
      () => fallback.looks.nextAt(clock.now()),
    ]),
    async stop() {
      await server.stop();
      await hearing.stop();
      await watching.stop();
      await sending.stop();
      await falling.stop();
      await looking.stop();
      await fallback.close();
      await relay.stop();
      asking.close();
      await graph.close();
      await phi.close();
      await store.close();
    },
  };
}
