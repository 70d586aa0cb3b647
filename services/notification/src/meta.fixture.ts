import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { type Bus, outgoing } from "@careline/bus";
import { topics } from "@careline/contracts";
import { DeliveryStatus } from "@careline/contracts/gateway/v1/events";
import type { Phi } from "@careline/phi";
import type { Clock } from "@careline/runtime";
import { parseWebhook, type StatusWord } from "@careline/whatsapp";
import { startEmulator } from "@careline/whatsapp-emulator";
import { phoneNumberId, tenantId } from "./clinic.fixture.ts";

const verifyToken = "verify-me";
const templates = new URL("../templates/appointment_reminder_v1.json", import.meta.url);
const words: Record<StatusWord, DeliveryStatus> = {
  sent: DeliveryStatus.SENT,
  delivered: DeliveryStatus.DELIVERED,
  read: DeliveryStatus.READ,
  failed: DeliveryStatus.FAILED,
  other: DeliveryStatus.OTHER,
};

/** What gateway does with statuses, and no more of it. */
function doorTo(bus: Bus, phi: Phi, clock: Clock): Server {
  return createServer((request, response) => {
    const query = new URL(request.url ?? "/", "http://localhost").searchParams;
    if (request.method === "GET") return void response.end(query.get("hub.challenge"));
    void publish(request).then(() => response.end());
  });

  async function publish(request: IncomingMessage): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const { statuses } = parseWebhook(JSON.parse(Buffer.concat(chunks).toString("utf8")));
    const records = statuses.map(async ({ id: wamid, status, at = clock.now(), callbackData, errorCode }) => {
      const messageRef = await phi.blindIndex(tenantId, "wamid", wamid);
      const id = createHash("sha256").update(`${wamid} ${status}`).digest("hex");
      const intentId = callbackData ?? "";
      const rest = { at, errorCode: errorCode ?? 0, pricingCategory: "", pricingType: "" };
      const value = { messageRef, intentId, phoneNumberId, status: words[status], ...rest };
      const key = intentId || messageRef;
      return outgoing(topics.statusReceived, { id, tenantId, key, time: clock.now(), value });
    });
    if (records.length > 0) await bus.publish(await Promise.all(records));
  }
}

interface Told {
  readonly text: string;
  readonly status: string;
  readonly bizOpaqueCallbackData?: string;
  readonly direction: string;
}

/** WhatsApp on loopback, whose statuses reach the bus. */
export async function startMeta(bus: Bus, phi: Phi, clock: Clock) {
  const door = doorTo(bus, phi, clock).listen(0, "127.0.0.1");
  await once(door, "listening");
  const address = door.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const emulator = await startEmulator({
    path: ":memory:",
    ...{ appSecret: "secret", verifyToken, accessToken: "token", phoneNumberId, clock },
    ...{ wabaId: "102030405060708", displayPhoneNumber: "34910000100", verifiedName: "Clínica Alameda" },
    webhookUrl: `http://127.0.0.1:${port}/webhooks/whatsapp`,
    templates: JSON.parse(readFileSync(templates, "utf8")),
  });

  const phones: string[] = [];

  async function control<T>(method: string, path: string, body?: unknown): Promise<T> {
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    const headers = { "content-type": "application/json" };
    const response = await fetch(`${emulator.url}/control${path}`, { method, headers, ...init });
    if (!response.ok) throw new Error(`control ${path}: ${await response.text()}`);
    return (await response.json()) as T;
  }

  return {
    url: emulator.url,
    /** Of everybody who has been met. */
    phones,
    /** A person who has just written, so that the window is open. */
    async patient(): Promise<{ id: string; phone: string }> {
      const patient = await control<{ id: string; phone: string }>("POST", "/patients", { name: "Ana" });
      await control("POST", `/patients/${patient.id}/messages`, { type: "text", text: "hola" });
      phones.push(patient.phone);
      return patient;
    },
    fault: (patient: string, order: object) => control("POST", "/faults", { patient, ...order }),
    async unusedFaults(patient: string): Promise<readonly unknown[]> {
      const { faults } = await control<{ faults: { patient?: string }[] }>("GET", "/faults");
      return faults.filter((fault) => fault.patient === patient);
    },
    /** What WhatsApp accepted for a person. */
    async accepted(patient: string): Promise<readonly Told[]> {
      const { messages } = await control<{ messages: Told[] }>("GET", `/messages?patient=${patient}`);
      return messages.filter(({ direction }) => direction === "to_patient");
    },
    async stop(): Promise<void> {
      await emulator.stop();
      door.close();
      door.closeAllConnections();
    },
  };
}
