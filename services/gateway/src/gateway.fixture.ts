import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Bus, embeddedBus, type Outgoing } from "@careline/bus";
import { createKeyringFile } from "@careline/phi";
import { createLog, type Env, type StartedService, systemClock } from "@careline/runtime";
import { sign } from "@careline/whatsapp";
import { request } from "undici";
import { onTestFinished } from "vitest";
import { clinicsFile } from "./clinic.fixture.ts";
import { service } from "./service.ts";

/** Settings of a gateway of its own on this MongoDB. */
export async function environment(mongoUri: string): Promise<Env> {
  const folder = mkdtempSync(join(tmpdir(), "gateway-"));
  const written = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  await createKeyringFile(join(folder, "keyring.json"));
  return {
    HTTP_ADDRESS: "127.0.0.1:0",
    WHATSAPP_APP_SECRETS_FILE: written("app-secrets", "new-secret\n\nold-secret\n"),
    WHATSAPP_VERIFY_TOKEN_FILE: written("verify-token", "verify-me\n"),
    CLINICS_FILE: written("clinics.json", clinicsFile),
    PHI_KEYRING_FILE: join(folder, "keyring.json"),
    MONGODB_URI: mongoUri,
    DATABASE_PREFIX: `t${crypto.randomUUID().slice(0, 8)}-`,
  };
}

export async function recordingBus(): Promise<{ bus: Bus; held: Outgoing[] }> {
  const bus = await embeddedBus({ path: ":memory:" });
  const held: Outgoing[] = [];
  const publish: Bus["publish"] = async (records) => {
    await bus.publish(records);
    held.push(...records);
  };
  onTestFinished(() => bus.close());
  return { bus: { ...bus, publish }, held };
}

export async function startGateway(env: Env, bus: Bus): Promise<StartedService> {
  const log = createLog("gateway", { level: "silent" });
  const started = await service.start({ env, clock: systemClock, log, bus });
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= started.stop());
  onTestFinished(stop);
  return { ...started, stop };
}

/** Posts as WhatsApp does, and gives the status. */
export async function post(
  { httpAddress }: StartedService,
  body: object,
  secret = "new-secret",
): Promise<number> {
  const raw = JSON.stringify(body);
  const headers = { "content-type": "application/json", "x-hub-signature-256": sign(raw, secret) };
  const url = `http://${httpAddress}/webhooks/whatsapp`;
  const answer = await request(url, { method: "POST", body: raw, headers });
  await answer.body.dump();
  return answer.statusCode;
}
