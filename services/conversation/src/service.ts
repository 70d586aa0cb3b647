import { randomUUID } from "node:crypto";
import { topics } from "@careline/contracts";
import { createPhi, localFileKeyService, mongoKeyVault } from "@careline/phi";
import { readTls, serve } from "@careline/rpc";
import { isProduction, ownName, readClinics, reports } from "@careline/runtime";
import type { Given, ServiceDefinition, StartedService } from "@careline/runtime";
import { openStore } from "@careline/store";
import { hearEmergency } from "./app/hear-emergency.ts";
import { hearMessage } from "./app/hear-message.ts";
import { listener } from "./app/listen.ts";
import type { Ports } from "./app/ports.ts";
import { handBack, reply, takeOver } from "./app/staff.ts";
import { readConfig } from "./config.ts";
import { conversationRpc } from "./inbound/conversation-rpc.ts";
import { noHolds } from "./inbound/no-holds.ts";
import { onConsentChanged } from "./inbound/on-consent-changed.ts";
import { onDeliveryChanged } from "./inbound/on-delivery-changed.ts";
import { onMediaSettled } from "./inbound/on-media-settled.ts";
import { onKeyShredded } from "./inbound/on-key-shredded.ts";
import { onMessageReceived } from "./inbound/on-message-received.ts";
import { patientDirectoryRpc } from "./inbound/patient-directory-rpc.ts";
import { detectLanguage } from "./outbound/detect-language.ts";
import { grpcConsents } from "./outbound/grpc-consents.ts";
import { grpcScheduling } from "./outbound/grpc-scheduling.ts";
import { indexes } from "./outbound/indexes.ts";
import { letters } from "./outbound/letters.ts";
import { mongoConsents } from "./outbound/mongo-consents.ts";
import { mongoDirectory, mongoPatients } from "./outbound/mongo-directory.ts";
import { mongoErasure } from "./outbound/mongo-erasure.ts";
import { mongoMedia } from "./outbound/mongo-media.ts";
import { mongoInbox } from "./outbound/mongo-inbox.ts";
import { mongoThreads } from "./outbound/mongo-threads.ts";
import { mongoTicks } from "./outbound/mongo-ticks.ts";

// Its own group: what blocks a partition of the dialogue does not hold up an emergency behind it.
const emergencyGroup = "conversation-emergency";

export const service: ServiceDefinition = { name: "conversation", readConfig, start };

async function start({ env, clock, log, bus }: Given): Promise<StartedService> {
  const config = readConfig(env);
  const owner = ownName(env);
  const told = reports(log);
  const { uri, databasePrefix } = config.mongo;
  const now = () => clock.now();
  const store = await openStore({ uri, database: `${databasePrefix}conversation`, indexes, now, owner });
  const vault = await mongoKeyVault(store.db.client.db(`${databasePrefix}keyvault`));
  const keyService = localFileKeyService(config.phi.keyringFile, { production: isProduction(env) });
  const phi = createPhi({ vault, keyService });
  const clinics = readClinics(config.clinicsFile);
  const tls = readTls(config.tls);
  const scheduling = grpcScheduling(config.scheduling.address, tls, config.scheduling.deadlineMs);
  const consents = grpcConsents(config.consent.address, tls, config.consent.deadlineMs);
  const newId = () => randomUUID();
  const timeZoneOf = (tenantId: string) => clinics.of(tenantId).timeZone;
  const ports: Ports = {
    threads: mongoThreads({ store, phi, timeZoneOf, newId }),
    patients: mongoPatients(store, phi),
    letters,
    scheduling,
    consents,
    clinicOf: (tenantId) => clinics.of(tenantId),
    detectLanguage,
    reading: () => phi.reading(),
    now,
    newId,
  };
  const hearing = { ...ports, listener: listener(ports) };

  await bus.ensureTopics(
    [
      ...[topics.messageReceived, topics.deliveryChanged, topics.consentChanged, topics.keyShredded],
      topics.mediaSettled,
      ...[topics.intentComposed, topics.contactChanged, topics.handedOver, topics.auditRecorded],
    ],
    ["conversation"],
  );
  await bus.ensureTopics([topics.messageReceived], [emergencyGroup]);
  const relay = store.relay(bus, { onFault: told.onFault });
  const dialogue = await bus.subscribe({
    group: "conversation",
    routes: [
      onMessageReceived(hearMessage(hearing), log),
      onDeliveryChanged(mongoTicks(store)),
      onMediaSettled(mongoMedia(store).keep),
      onConsentChanged(mongoConsents(store, timeZoneOf)),
      onKeyShredded({
        forget(tenantId, subjectId) {
          phi.forget(tenantId, subjectId);
          hearing.listener.forget(tenantId, subjectId);
        },
        erase: mongoErasure(store),
      }),
    ],
    holds: store.holds,
    onParked: told.onParked,
    onRetry: told.onRetry,
  });
  const emergencies = await bus.subscribe({
    group: emergencyGroup,
    routes: [onMessageReceived(hearEmergency(hearing), log)],
    holds: noHolds,
    onParked: (parked) => log.error("a record was parked unheard for danger", { ...parked }),
    onRetry: told.onRetry,
  });
  const isReady = async () => (await store.isHealthy()) && (await bus.isHealthy());
  const server = await serve({
    address: config.grpc.address,
    tls,
    services: [
      conversationRpc({
        inbox: mongoInbox(store, phi, now),
        reply: reply(ports),
        takeOver: takeOver(ports),
        handBack: handBack(ports),
      }),
      patientDirectoryRpc({
        directory: mongoDirectory(store, phi, now),
        defaultsOf: (tenantId) => {
          const { defaultLanguage: language, timeZone } = clinics.of(tenantId);
          return { language, timeZone };
        },
      }),
    ],
    isReady,
    onBug: told.onBug,
  });
  log.info("listening", { address: server.address });

  return {
    grpcAddress: server.address,
    isReady,
    async stop() {
      await server.stop();
      await Promise.all([dialogue.stop(), emergencies.stop()]);
      await relay.stop();
      scheduling.close();
      consents.close();
      await phi.close();
      await store.close();
    },
  };
}
