import type { LiveEvent, MessageView } from "../src/state/live.ts";
import type { Patient } from "../src/state/model.ts";

export type { LiveEvent, MessageView, Patient };

export interface Business {
  readonly name: string;
  readonly phone: string;
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
  business: () => call<Business>("GET", "/business"),
  patients: () => call<{ patients: Patient[] }>("GET", "/patients"),
  messages: () => call<{ messages: MessageView[] }>("GET", "/messages"),
  create: (patient: unknown) => call<Patient>("POST", "/patients", patient),
  say: (patientId: string, message: unknown) =>
    call<{ id: string; webhook: { accepted: boolean } }>("POST", `/patients/${patientId}/messages`, message),
  look: (patientId: string) => call<unknown>("POST", `/patients/${patientId}/read`),
  clock: () => call<{ now: string }>("GET", "/clock"),
  moveClock: (order: unknown) => call<{ now: string }>("POST", "/clock", order),
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
