import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { demoClinic } from "./clinic.ts";
import type { Ports } from "./ports.ts";
import type { Secrets } from "./secrets.ts";

/** What a script needs to drive a house; the secrets in it are for development. */
export interface LocalFile {
  readonly gateway: string;
  readonly webhookPath: string;
  readonly emulator: string;
  readonly phone: string;
  readonly grpc: {
    readonly gateway: string;
    readonly conversation: string;
    readonly scheduling: string;
    readonly notification: string;
    readonly complianceAudit: string;
  };
  /** The certificate with which scripts call the services: the operator's. */
  readonly tls: { readonly caFile: string; readonly certFile: string; readonly keyFile: string };
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly accessToken: string;
  readonly tenantId: string;
  readonly wabaId: string;
  readonly phoneNumberId: string;
  readonly displayPhoneNumber: string;
  readonly data: string;
  readonly auditDir: string;
  readonly pid: number;
}

export function describeHouse(ports: Ports, secrets: Secrets, data: string): LocalFile {
  const at = (port: number) => `127.0.0.1:${port}`;
  const emulator = `http://${at(ports.emulator)}`;
  const pem = (name: string) => join(secrets.folder, name);
  return {
    gateway: `http://${at(ports.gateway)}`,
    webhookPath: "/webhooks/whatsapp",
    emulator,
    phone: `${emulator}/phone`,
    grpc: {
      gateway: at(ports["gateway-calls"]),
      conversation: at(ports.conversation),
      scheduling: at(ports.scheduling),
      notification: at(ports.notification),
      complianceAudit: at(ports["compliance-audit"]),
    },
    tls: { caFile: pem("ca.pem"), certFile: pem("operator.pem"), keyFile: pem("operator.key") },
    appSecret: secrets.appSecret,
    verifyToken: secrets.verifyToken,
    accessToken: secrets.accessToken,
    tenantId: demoClinic.tenantId,
    ...demoClinic.whatsapp,
    data,
    auditDir: join(data, "audit"),
    pid: process.pid,
  };
}

export function writeLocalFile(path: string, local: LocalFile): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(local, undefined, 2)}\n`, { mode: 0o600 });
}

/** Takes the description back, unless another house has put its own there meanwhile. */
export function forgetLocalFile(path: string): void {
  if (!existsSync(path)) return;
  const { pid } = JSON.parse(readFileSync(path, "utf8")) as LocalFile;
  if (pid === process.pid) rmSync(path, { force: true });
}
