import { randomUUID } from "node:crypto";
import { topics } from "@careline/contracts";
import { readTls, serve } from "@careline/rpc";
import {
  every,
  ownName,
  type Given,
  readClinics,
  reports,
  type ServiceDefinition,
  type StartedService,
} from "@careline/runtime";
import { openStore } from "@careline/store";
import { fireReminders } from "./app/fire-reminders.ts";
import type { Ports } from "./app/ports.ts";
import { readConfig } from "./config.ts";
import { onDeliveryChanged } from "./inbound/on-delivery-changed.ts";
import { schedulingRpc } from "./inbound/scheduling-rpc.ts";
import { offerOf } from "./offer.ts";
import { indexes } from "./outbound/indexes.ts";
import { mongoDiary } from "./outbound/mongo-diary.ts";
import { mongoReminders } from "./outbound/mongo-reminders.ts";

// So many due reminders are said in one transaction.
const remindersAtOnce = 1_000;

export const service: ServiceDefinition = { name: "scheduling", readConfig, start };

async function start({ env, clock, log, bus }: Given): Promise<StartedService> {
  const config = readConfig(env);
  const owner = ownName(env);
  const told = reports(log);
  const store = await openStore({
    uri: config.mongo.uri,
    database: `${config.mongo.databasePrefix}scheduling`,
    indexes,
    now: () => clock.now(),
    owner,
  });
  const ports: Ports = {
    diary: mongoDiary(store),
    reminders: mongoReminders(store),
    now: () => clock.now(),
    offer: offerOf(readClinics(config.clinicsFile)),
    newId: randomUUID,
    holdSeconds: config.holdSeconds,
  };

  await bus.ensureTopics(
    [topics.appointmentChanged, topics.reminderDue, topics.auditRecorded, topics.deliveryChanged],
    ["scheduling"],
  );
  const relay = store.relay(bus, { onFault: told.onFault });
  const hearing = await bus.subscribe({
    group: "scheduling",
    routes: [onDeliveryChanged(ports.reminders)],
    holds: store.holds,
    mayWait: true,
    onParked: told.onParked,
    onRetry: told.onRetry,
  });
  const isReady = async () => (await store.isHealthy()) && (await bus.isHealthy());
  const server = await serve({
    address: config.grpc.address,
    tls: readTls(config.tls),
    services: [schedulingRpc(ports)],
    isReady,
    onBug: told.onBug,
  });
  const fire = fireReminders(ports);
  const reminding = every(
    config.reminders.pollMs,
    async () => {
      while ((await fire(remindersAtOnce)) === remindersAtOnce);
    },
    log,
  );
  log.info("listening", { address: server.address });

  return {
    grpcAddress: server.address,
    isReady,
    nextDueAt: () => ports.reminders.nextDueAt(),
    async stop() {
      await reminding.stop();
      await server.stop();
      await hearing.stop();
      await relay.stop();
      await store.close();
    },
  };
}
