import type { LiveEvent, MessageView } from "../src/state/live.ts";
import type { BusinessNumber, FaultOrder, Patient } from "../src/state/model.ts";

export type { LiveEvent, MessageView, Patient };

/** A number that the business is written to at. */
export type Business = Pick<BusinessNumber, "phoneNumberId" | "displayPhoneNumber" | "verifiedName">;

/** A form: its screens, once they were uploaded. */
export interface Flow {
  readonly id: string;
  readonly json?: string;
}

export type Fault = FaultOrder;

export interface WaitingWebhook {
  readonly id: string;
  readonly attempts: number;
  readonly nextAttemptAt: string;
  readonly lastReason: string | null;
  readonly messageId: string | null;
}

export interface Webhooks {
  readonly waiting: readonly WaitingWebhook[];
  /** How many were given up after seven days. */
  readonly dropped: number;
  readonly url: string;
}

async function call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  const answer = await fetch(`/control${path}`, {
    method,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
    }),
  });
  const json = (await answer.json()) as Answer & { error?: { message?: string } };
  if (!answer.ok) throw new Error(json.error?.message ?? `HTTP ${answer.status}`);
  return json;
}

export const api = {
  numbers: () => call<{ numbers: Business[] }>("GET", "/numbers"),
  patients: () => call<{ patients: Patient[] }>("GET", "/patients"),
  messages: () => call<{ messages: MessageView[] }>("GET", "/messages"),
  create: (patient: unknown) => call<Patient>("POST", "/patients", patient),
  change: (patientId: string, change: unknown) => call<Patient>("PATCH", `/patients/${patientId}`, change),
  newIdentity: (patientId: string, change: unknown) =>
    call<Patient>("POST", `/patients/${patientId}/identity`, change),
  say: (patientId: string, phoneNumberId: string, message: unknown) =>
    call<{ webhook: { accepted: boolean; reason?: string } }>(
      "POST",
      `/patients/${patientId}/messages?number=${phoneNumberId}`,
      message,
    ),
  look: (patientId: string) => call<unknown>("POST", `/patients/${patientId}/read`),
  clock: () => call<{ now: string }>("GET", "/clock"),
  moveClock: (order: unknown) => call<{ now: string }>("POST", "/clock", order),
  faults: () => call<{ faults: Fault[] }>("GET", "/faults"),
  orderFault: (order: unknown) => call<Fault>("POST", "/faults", order),
  forgetFaults: () => call<unknown>("DELETE", "/faults"),
  webhooks: () => call<Webhooks>("GET", "/webhooks"),
  flows: () => call<{ flows: Flow[] }>("GET", "/flows"),
  mediaUrl: (id: string) => `/control/media/${encodeURIComponent(id)}`,
};

const kinds = ["message", "patient", "typing", "clock", "reset"];

/** Hears what happens, from now on; `onOpen` also after a connection was lost and found again. */
export function listen(onEvent: (event: LiveEvent) => void, onOpen: () => void, onLost: () => void): void {
  const source = new EventSource("/control/events");
  source.addEventListener("open", onOpen);
  source.addEventListener("error", onLost);
  for (const kind of kinds) {
    source.addEventListener(kind, (event) => onEvent(JSON.parse(String(event.data)) as LiveEvent));
  }
}
