import { randomUUID } from "node:crypto";
import { dirname, join } from "node:path";
import { topics } from "@careline/contracts";
import { createPhi, localFileKeyService, mongoKeyVault } from "@careline/phi";
import { readTls, serve } from "@careline/rpc";
import {
  type Given,
  isProduction,
  ownName,
  reports,
  type ServiceDefinition,
  type StartedService,
} from "@careline/runtime";
import { openStore, takeLease } from "@careline/store";
import { eraseSubject } from "./app/erase-subject.ts";
import { sealLogs } from "./app/seal-log.ts";
import { readConfig } from "./config.ts";
import { producerWatch } from "./domain/producer-watch.ts";
import { noteKey, verifierKey } from "./domain/note.ts";
import { auditRpc } from "./inbound/audit-rpc.ts";
import { consentRpc } from "./inbound/consent-rpc.ts";
import { logWriter } from "./inbound/log-writer.ts";
import { onAccountChanged } from "./inbound/on-account-changed.ts";
import { onAuditRecorded } from "./inbound/on-audit-recorded.ts";
import { privacyRpc } from "./inbound/privacy-rpc.ts";
import { watchProducers } from "./inbound/watch-producers.ts";
import { auditIndexes } from "./outbound/audit-documents.ts";
import { filePublisher } from "./outbound/file-publisher.ts";
import { fileSigner } from "./outbound/file-signer.ts";
import { mongoAuditLog } from "./outbound/mongo-audit-log.ts";
import { consentIndexes, mongoConsents } from "./outbound/mongo-consents.ts";
import { mongoErasures } from "./outbound/mongo-erasures.ts";
import { bringNoteKey } from "./outbound/note-key-file.ts";

const leaseMs = 6_000;

export const service: ServiceDefinition = { name: "compliance-audit", readConfig, start };

async function start({ env, clock, log, bus }: Given): Promise<StartedService> {
  const config = readConfig(env);
  const owner = ownName(env);
  const told = reports(log);
  const now = () => clock.now();
  const { uri, databasePrefix } = config.mongo;
  const indexes = [...auditIndexes, ...consentIndexes];
  const store = await openStore({ uri, database: `${databasePrefix}compliance`, indexes, now, owner });
  const keyService = localFileKeyService(config.phi.keyringFile, { production: isProduction(env) });
  const phi = createPhi({
    vault: await mongoKeyVault(store.db.client.db(`${databasePrefix}keyvault`)),
    keyService,
  });

  const { deployment, keyFile, publishDir } = config.audit;
  const pem = bringNoteKey(keyFile, isProduction(env));
  const keys = new Map<string, ReturnType<typeof noteKey>>();
  const keyOf = (tenantId: string) => {
    const key = keys.get(tenantId) ?? noteKey(`careline.${deployment}/audit/${tenantId}`, pem);
    keys.set(tenantId, key);
    return key;
  };
  const auditLog = mongoAuditLog(store);
  const seal = sealLogs({
    log: auditLog,
    signer: fileSigner(join(dirname(keyFile), "audit-signer"), keyOf),
    publisher: filePublisher(publishDir, auditLog, (tenantId) => verifierKey(keyOf(tenantId))),
    now,
    onFault: (tenantId, error) => log.error("an audit log was not sealed", { tenantId, error }),
  });
  const takeWriterLease = () => takeLease(store.db, "audit-writer", owner, leaseMs);
  const writing = logWriter({ log: auditLog, seal, takeLease: takeWriterLease, leaseMs }, log);

  await bus.ensureTopics(
    [topics.auditRecorded, topics.accountChanged, topics.consentChanged, topics.keyShredded],
    ["compliance-audit"],
  );
  const relay = store.relay(bus, { onFault: told.onFault });
  const watch = producerWatch();
  const watching = watchProducers(watch, log);
  const hearing = await bus.subscribe({
    group: "compliance-audit",
    routes: [
      onAuditRecorded(auditLog, (heard) => watch.hear(heard, performance.now())),
      onAccountChanged(auditLog),
    ],
    holds: store.holds,
    mayWait: true,
    onParked: told.onParked,
    onRetry: told.onRetry,
  });
  const isReady = async () => (await store.isHealthy()) && (await bus.isHealthy());
  const server = await serve({
    address: config.grpc.address,
    tls: readTls(config.tls),
    services: [
      consentRpc({ consents: mongoConsents(store), now, newId: randomUUID }),
      auditRpc(auditLog),
      privacyRpc(eraseSubject({ phi, erasures: mongoErasures(store), now })),
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
      await hearing.stop();
      await watching.stop();
      await writing.stop();
      await seal().catch((error: unknown) => log.error("the last head was not sealed", { error }));
      await relay.stop();
      await phi.close();
      await store.close();
    },
  };
}
