import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { embeddedBus, type Event, memoryHolds, on } from "@careline/bus";
import { topics } from "@careline/contracts";
import type { DeliveryChanged } from "@careline/contracts/notification/v1/events";
import { NotificationServiceDefinition } from "@careline/contracts/notification/v1/notification_service";
import { TemplateServiceDefinition } from "@careline/contracts/notification/v1/template_service";
import { createKeyringFile, createPhi, localFileKeyService, mongoKeyVault } from "@careline/phi";
import { client } from "@careline/rpc";
import { createLog, movableClock } from "@careline/runtime";
import { devCertificates } from "@careline/testing/certificates";
import { MongoClient } from "mongodb";
import { clinicsFile, thursday } from "./clinic.fixture.ts";
import { startMeta } from "./meta.fixture.ts";
import { type Known, servePeers } from "./peers.fixture.ts";
import { service } from "./service.ts";

export type House = Awaited<ReturnType<typeof openHouse>>;

const names = ["notification", "scheduling", "compliance-audit", "conversation"];

interface HouseWish {
  /** Settings besides those that it needs. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly clinics?: string;
}

/** Notification as it runs, on a database, with WhatsApp and its peers on loopback and a bus of its own. */
export async function openHouse(uri: string, { settings = {}, clinics = clinicsFile }: HouseWish = {}) {
  const folder = mkdtempSync(join(tmpdir(), "careline-notification-"));
  const kept = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  const certificates = await devCertificates(names);
  const tlsOf = (name: string) => ({
    ca: certificates.ca,
    ...(certificates.of[name] ?? { cert: "", key: "" }),
  });
  const keyring = join(folder, "keyring.json");
  await createKeyringFile(keyring);
  const prefix = `ntf_${randomUUID().slice(0, 8)}_`;
  const mongo = await new MongoClient(uri).connect();
  const vault = await mongoKeyVault(mongo.db(`${prefix}keyvault`));
  const phi = createPhi({ vault, keyService: localFileKeyService(keyring) });
  const clock = movableClock(thursday);
  const bus = await embeddedBus({ path: ":memory:" });
  const known: Known = { decisions: new Map(), untrue: new Map() };
  const peers = await servePeers(tlsOf, known);
  await bus.ensureTopics([topics.statusReceived, topics.deliveryChanged], ["test"]);
  const meta = await startMeta(bus, phi, clock);
  const own = tlsOf("notification");
  const env = {
    ...{ MONGODB_URI: uri, DATABASE_PREFIX: prefix, PHI_KEYRING_FILE: keyring },
    CLINICS_FILE: kept("clinics.json", clinics),
    GRPC_ADDRESS: "127.0.0.1:0",
    TLS_CA_FILE: kept("ca.pem", own.ca),
    TLS_CERT_FILE: kept("cert.pem", own.cert),
    TLS_KEY_FILE: kept("key.pem", own.key),
    ...peers.env,
    WHATSAPP_GRAPH_URL: meta.url,
    WHATSAPP_ACCESS_TOKEN_FILE: kept("token", "token"),
    WHATSAPP_TIMEOUT_MS: "1000",
    ...settings,
  };
  const log = createLog("notification", { level: "silent" });
  const started = await service.start({ env, clock, log, bus });
  const told: Event<DeliveryChanged>[] = [];
  const listening = await bus.subscribe({
    group: "test",
    routes: [on(topics.deliveryChanged, async (event) => void told.push(event))],
    holds: memoryHolds(),
  });
  const ask = (name: string) =>
    client(NotificationServiceDefinition, {
      ...{ address: started.grpcAddress ?? "", tls: tlsOf(name) },
      ...{ server: "notification", deadlineMs: 5_000 },
    });
  const notification = ask("conversation");
  const templates = client(TemplateServiceDefinition, {
    ...{ address: started.grpcAddress ?? "", tls: tlsOf("conversation") },
    ...{ server: "notification", deadlineMs: 5_000 },
  });
  const stranger = ask("scheduling");
  return {
    ...{ bus, phi, clock, meta, notification, templates, stranger, started, told },
    ...known,
    async close(): Promise<void> {
      notification.close();
      templates.close();
      stranger.close();
      await listening.stop();
      await started.stop();
      await bus.close();
      await meta.stop();
      await peers.stop();
      await phi.close();
      for (const name of ["notification", "keyvault"]) await mongo.db(prefix + name).dropDatabase();
      await mongo.close();
      rmSync(folder, { recursive: true });
    },
  };
}
