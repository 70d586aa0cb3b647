import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Bus, Outgoing } from "@careline/bus";
import { topics } from "@careline/contracts";
import type { MediaSettled } from "@careline/contracts/gateway/v1/events";
import { MediaServiceDefinition } from "@careline/contracts/gateway/v1/media_service";
import { client, type Client } from "@careline/rpc";
import type { Env, StartedService } from "@careline/runtime";
import { devCertificates, freePort } from "@careline/testing";
import { type Emulator, startEmulator } from "@careline/whatsapp-emulator";
import { request } from "undici";
import { expect, onTestFinished } from "vitest";
import { alameda, eventsOf } from "./fixtures.ts";
import { environment, recordingBus, startGateway } from "./gateway.fixture.ts";

export interface Clinic {
  readonly gateway: StartedService;
  readonly bus: Bus;
  readonly held: Outgoing[];
  readonly emulator: Emulator;
  readonly env: Env;
  /** Sends a file as a patient, who is made for it where none is named, and gives what became of it. */
  settled(file: object, patient?: string): Promise<MediaSettled>;
  /** Sends as a patient, and gives the id of the message's event. */
  send(message: object, patient?: string): Promise<string>;
  newPatient(): Promise<string>;
  settledOf(messageId: string): Promise<MediaSettled>;
  /** Calls the gateway with the certificate of this service. */
  calls(service: string): Client<typeof MediaServiceDefinition>;
  /** Files that patients sent and that WhatsApp still has. */
  atWhatsapp(): Promise<readonly string[]>;
  get(path: string, method?: "GET" | "HEAD"): Promise<Got>;
}

type Bodies = Readonly<Record<string, { readonly id?: string } | undefined>>;

export interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** A gateway whose WhatsApp is an emulator, on this MongoDB. */
export async function openClinic(mongoUri: string, more: Env = {}): Promise<Clinic> {
  const folder = mkdtempSync(join(tmpdir(), "gateway-media-"));
  const written = (name: string, text: string) => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  const certificates = await devCertificates(["gateway", "operator", "scheduling"]);
  const [port, emulatorPort] = [await freePort(), await freePort()];
  const env: Env = {
    ...(await environment(mongoUri)),
    HTTP_ADDRESS: `127.0.0.1:${port}`,
    GRPC_ADDRESS: "127.0.0.1:0",
    TLS_CA_FILE: written("ca.pem", certificates.ca),
    TLS_CERT_FILE: written("gateway.pem", certificates.of["gateway"]?.cert ?? ""),
    TLS_KEY_FILE: written("gateway.key", certificates.of["gateway"]?.key ?? ""),
    WHATSAPP_GRAPH_URL: `http://127.0.0.1:${emulatorPort}`,
    WHATSAPP_ACCESS_TOKEN_FILE: written("access-token", "token"),
    ...more,
  };
  const { bus, held } = await recordingBus();
  const gateway = await startGateway(env, bus);
  const emulator = await startEmulator({
    ...{ path: ":memory:", port: emulatorPort, appSecret: "new-secret", verifyToken: "verify-me" },
    ...{ accessToken: "token", wabaId: alameda.wabaId, phoneNumberId: alameda.phoneNumberId },
    ...{ displayPhoneNumber: "34910000100", verifiedName: "Clínica Alameda" },
    webhookUrl: `http://127.0.0.1:${port}/webhooks/whatsapp`,
    clock: { now: () => new Date() },
  });
  onTestFinished(() => emulator.stop());

  const origin = `http://127.0.0.1:${port}`;
  const control = async (path: string, body: object) => {
    const headers = { "content-type": "application/json" };
    const answer = await request(`${emulator.url}/control${path}`, {
      method: "POST",
      body: JSON.stringify(body),
      headers,
    });
    return (await answer.body.json()) as { readonly id: string; readonly webhook?: { accepted: boolean } };
  };
  const newPatient = async () => (await control("/patients", { name: "Ana" })).id;
  const received = () => eventsOf(topics.messageReceived, held);
  const settledOf = async (messageId: string) => {
    const found = () =>
      eventsOf(topics.mediaSettled, held).find(({ value }) => value.messageId === messageId)?.value;
    await expect.poll(found, { timeout: 15_000 }).toBeDefined();
    return found() as MediaSettled;
  };
  const send = async (message: object, patient?: string) => {
    const before = received().length;
    const { webhook } = await control(`/patients/${patient ?? (await newPatient())}/messages`, message);
    expect(webhook).toMatchObject({ accepted: true });
    return received()[before]?.id ?? "";
  };
  return {
    ...{ gateway, bus, held, emulator, env, newPatient, settledOf, send },
    settled: async (file, patient) => settledOf(await send(file, patient)),
    calls(service) {
      const own = certificates.of[service];
      const tls = { ca: certificates.ca, cert: own?.cert ?? "", key: own?.key ?? "" };
      const address = gateway.grpcAddress ?? "";
      const made = client(MediaServiceDefinition, { address, tls, server: "gateway", deadlineMs: 5_000 });
      onTestFinished(() => made.close());
      return made;
    },
    async atWhatsapp() {
      const listed = await request(`${emulator.url}/control/messages`);
      const { messages } = (await listed.body.json()) as { messages: { type: string; body: Bodies }[] };
      const ids = messages.flatMap(({ type, body }) => body[type]?.id ?? []);
      const headers = { authorization: "Bearer token" };
      const answers = ids.map(async (id) => {
        const { statusCode, body } = await request(`${emulator.url}/v26.0/${id}`, { headers });
        await body.dump();
        return statusCode === 200 ? [id] : [];
      });
      return (await Promise.all(answers)).flat();
    },
    async get(path, method = "GET") {
      const { statusCode, headers, body } = await request(`${origin}${path}`, { method });
      return { status: statusCode, headers, body: Buffer.from(await body.arrayBuffer()) };
    },
  };
}

/** A file as the emulator takes it. */
export function file(type: string, mimeType: string, bytes: Buffer | string, more: object = {}): object {
  return { type, mimeType, data: Buffer.from(bytes).toString("base64"), ...more };
}
