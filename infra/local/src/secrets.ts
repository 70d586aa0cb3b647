import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createKeyringFile } from "@careline/phi";
import { devCertificates } from "@careline/testing/certificates";

/** Development secrets, made at the first start and kept beside the data that they protect. */
export interface Secrets {
  readonly folder: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly accessToken: string;
  /** Sets this installation's databases and topics apart from others on the same servers. */
  readonly installation: string;
}

/** Who gets a certificate; `operator` is for scripts and people at a command line. */
const identities = ["gateway", "conversation", "scheduling", "notification", "compliance-audit", "operator"];
const certificateDays = 365;

export async function bringSecrets(data: string): Promise<Secrets> {
  const folder = join(data, "secrets");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  await bringCertificates(folder);
  if (!existsSync(join(folder, "keyring.json"))) await createKeyringFile(join(folder, "keyring.json"));
  return {
    folder,
    appSecret: kept(folder, "app-secret", 16),
    verifyToken: kept(folder, "verify-token", 16),
    accessToken: kept(folder, "access-token", 24),
    installation: kept(folder, "installation", 4),
  };
}

function kept(folder: string, name: string, bytes: number): string {
  const path = join(folder, name);
  if (!existsSync(path)) writeFileSync(path, `${randomBytes(bytes).toString("hex")}\n`, { mode: 0o600 });
  return readFileSync(path, "utf8").trim();
}

async function bringCertificates(folder: string): Promise<void> {
  const expiry = join(folder, "certificates-until");
  if (existsSync(expiry) && new Date(readFileSync(expiry, "utf8").trim()) > new Date()) return;
  const { ca, of } = await devCertificates(identities, { days: certificateDays });
  writeFileSync(join(folder, "ca.pem"), ca);
  for (const [name, { cert, key }] of Object.entries(of)) {
    writeFileSync(join(folder, `${name}.pem`), cert);
    writeFileSync(join(folder, `${name}.key`), key, { mode: 0o600 });
  }
  // A month early, so that a house never runs with certificates that end under it.
  const until = new Date(Date.now() + (certificateDays - 30) * 86_400_000);
  writeFileSync(expiry, until.toISOString());
}
