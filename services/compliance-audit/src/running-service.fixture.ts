import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { embeddedBus } from "@careline/bus";
import { AuditServiceDefinition } from "@careline/contracts/compliance/v1/audit_service";
import { ConsentServiceDefinition } from "@careline/contracts/compliance/v1/consent_service";
import { PrivacyServiceDefinition } from "@careline/contracts/compliance/v1/privacy_service";
import { createKeyringFile } from "@careline/phi";
import { client } from "@careline/rpc";
import { createLog, systemClock } from "@careline/runtime";
import { devCertificates } from "@careline/testing/certificates";
import { service } from "./service.ts";

const certificates = await devCertificates(["compliance-audit", "conversation", "gateway", "stranger"]);
const tls = (name: string) => ({ ca: certificates.ca, ...(certificates.of[name] ?? { cert: "", key: "" }) });

/** The whole service on an embedded bus, and its clients as each of its peers. */
export async function startService(mongoUri: string) {
  const folder = mkdtempSync(join(tmpdir(), "compliance-service-"));
  const written = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  const own = tls("compliance-audit");
  await createKeyringFile(join(folder, "keyring.json"));
  const published = join(folder, "published");
  const env = {
    MONGODB_URI: mongoUri,
    DATABASE_PREFIX: `t${crypto.randomUUID().slice(0, 8)}-`,
    PHI_KEYRING_FILE: join(folder, "keyring.json"),
    GRPC_ADDRESS: "127.0.0.1:0",
    TLS_CA_FILE: written("ca.pem", own.ca),
    TLS_CERT_FILE: written("cert.pem", own.cert),
    TLS_KEY_FILE: written("key.pem", own.key),
    AUDIT_KEY_FILE: join(folder, "audit.key"),
    AUDIT_PUBLISH_DIR: published,
  };
  const bus = await embeddedBus({ path: ":memory:" });
  const log = createLog("compliance-audit", { level: "silent" });
  const started = await service.start({ env, clock: systemClock, log, bus });
  const address = started.grpcAddress ?? "";
  const clients = (name: string) => {
    const options = { address, tls: tls(name), server: "compliance-audit" };
    return {
      consent: client(ConsentServiceDefinition, options),
      audit: client(AuditServiceDefinition, options),
      privacy: client(PrivacyServiceDefinition, options),
    };
  };
  const as = {
    conversation: clients("conversation"),
    gateway: clients("gateway"),
    stranger: clients("stranger"),
  };
  return {
    as,
    bus,
    published,
    started,
    async stop(): Promise<void> {
      for (const one of Object.values(as).flatMap((peer) => Object.values(peer))) one.close();
      await started.stop();
      await bus.close();
    },
  };
}
