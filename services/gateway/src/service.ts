import { randomUUID } from "node:crypto";
import { topics } from "@careline/contracts";
import { createPhi, localFileKeyService, mongoKeyVault } from "@careline/phi";
import { readTls, serve } from "@careline/rpc";
import { isProduction, ownName, readClinics, reports } from "@careline/runtime";
import type { Given, ServiceDefinition, StartedService } from "@careline/runtime";
import { openStore } from "@careline/store";
import { signingKey } from "@careline/whatsapp";
import { forgetContact } from "./app/forget-contact.ts";
import type { Ports } from "./app/ports.ts";
import { receiveWebhook } from "./app/receive-webhook.ts";
import { readConfig } from "./config.ts";
import { httpServer } from "./inbound/http-server.ts";
import { mediaRpc } from "./inbound/media-rpc.ts";
import { onKeyShredded } from "./inbound/on-key-shredded.ts";
import { bodyReader } from "./inbound/read-body.ts";
import { rest } from "./inbound/rest.ts";
import { webhook } from "./inbound/webhook.ts";
import { startMedia } from "./media.ts";
import { gatewayCounters } from "./outbound/counters.ts";
import { fetchIndexes } from "./outbound/mongo-fetches.ts";
import { indexes as identityIndexes, mongoIdentities } from "./outbound/mongo-identities.ts";
import { linkIndexes } from "./outbound/mongo-media-links.ts";
import { phones } from "./outbound/phones.ts";
import { recentContacts } from "./outbound/recent-contacts.ts";
import { sealedRecords } from "./outbound/sealed-records.ts";

// WhatsApp posts up to 3 MB.
const bodyLimits = { sizeBytesMax: 4 * 1024 * 1024, withinMs: 5_000, heldBytesMax: 64 * 1024 * 1024 };
// WhatsApp takes five seconds and more for a failure.
const answerWithinMs = 4_500;
// As long as a key that another process destroyed may be remembered.
const recently = { sizeMax: 100_000, ageMsMax: 60_000, now: () => performance.now() };

const indexes = [...identityIndexes, ...fetchIndexes, ...linkIndexes];

export const service: ServiceDefinition = { name: "gateway", readConfig, start };

async function start({ env, clock, log, bus }: Given): Promise<StartedService> {
  const config = readConfig(env);
  const owner = ownName(env);
  const told = reports(log);
  const { uri, databasePrefix } = config.mongo;
  const now = () => clock.now();
  const clinics = readClinics(config.clinicsFile).all();
  const keyService = localFileKeyService(config.keyringFile, { production: isProduction(env) });
  const store = await openStore({ uri, database: `${databasePrefix}gateway`, indexes, now, owner });
  const vault = await mongoKeyVault(store.db.client.db(`${databasePrefix}keyvault`));
  const phi = createPhi({ vault, keyService });
  const ports: Ports = {
    clinics: clinics.map(({ tenantId, whatsapp }) => ({ tenantId, ...whatsapp })),
    identities: mongoIdentities(store, now),
    recent: recentContacts(recently),
    records: sealedRecords(phi, now),
    blindIndex: phi.blindIndex.bind(phi),
    phones,
    publish: (records) => bus.publish(records),
    count: gatewayCounters(),
    newId: randomUUID,
    noteFile: (message, file) => media.note(message, file),
    now,
  };

  const said = [
    ...[topics.messageReceived, topics.statusReceived, topics.accountChanged],
    ...[topics.mediaSettled, topics.auditRecorded],
  ];
  await bus.ensureTopics([...said, topics.keyShredded], ["gateway"]);
  const relay = store.relay(bus, { onFault: told.onFault });
  const media = await startMedia({
    ...{ config, store, phi, log, clock, owner, count: ports.count },
    isProduction: isProduction(env),
  });
  const hearing = await bus.subscribe({
    group: "gateway",
    routes: [
      onKeyShredded({
        forgetKeys: phi.forget.bind(phi),
        forgetContact: forgetContact(ports),
        eraseMedia: media.erase,
      }),
    ],
    holds: store.holds,
    onParked: told.onParked,
    onRetry: told.onRetry,
  });
  const isReady = async () => (await store.isHealthy()) && (await bus.isHealthy());
  const answer = webhook({
    appSecrets: config.whatsapp.appSecrets.split("\n").map((line) => signingKey(line.trim())),
    verifyToken: config.whatsapp.verifyToken,
    answerWithinMs,
    readBody: bodyReader(bodyLimits),
    receive: receiveWebhook(ports),
    count: ports.count,
    log,
  });
  const server = await httpServer(config.http.address, answer, rest({ isReady, showMedia: media.show }), log);
  log.info("listening", { address: server.address });
  const { caFile, certFile, keyFile } = config.tls;
  const hasTls = caFile !== "" && certFile !== "" && keyFile !== "";
  if (!hasTls) log.warn("no calls are served: TLS_CA_FILE, TLS_CERT_FILE and TLS_KEY_FILE are not set");
  const calls = hasTls
    ? await serve({
        address: config.grpc.address,
        tls: readTls(config.tls),
        services: [mediaRpc(media.issueLink)],
        isReady,
        onBug: told.onBug,
      })
    : undefined;

  return {
    httpAddress: server.address,
    ...(calls !== undefined && { grpcAddress: calls.address }),
    isReady,
    async stop() {
      await server.stop();
      await calls?.stop();
      await hearing.stop();
      await media.stop();
      await relay.stop();
      await phi.close();
      await store.close();
    },
  };
}
