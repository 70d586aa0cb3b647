import { createHash } from "node:crypto";
import { kindOf } from "@careline/local/storm/script";
import { readTemplates } from "@careline/local/templates";
import { type EmulatorOptions, type MessageView, startEmulator } from "@careline/whatsapp-emulator";
import { openLedger } from "../ledger/ledger.ts";
import { openGraph } from "./graph-door.ts";

/** What the parent says in its first message. */
export interface EmulatorOrder {
  /** Where all numbers are reached. */
  readonly port: number;
  /** Each plays one number. */
  readonly worlds: readonly Omit<EmulatorOptions, "clock">[];
  readonly ledger: string;
}

/** What the emulator tells its parent now and then. */
export interface EmulatorNews {
  /** Intents that were said for the first time, reminders apart. */
  readonly answers: number;
  readonly reminders: number;
  /** Changes with everything that happens. */
  readonly events: number;
  readonly isQuiet: boolean;
  /** Patients who have consented, by the first thing that they heard since. */
  readonly heard: readonly { readonly patient: string; readonly intent: string }[];
}

const newsEveryMs = 200;

// The emulator outlives whatever happens to the house: what it has accepted is what patients have heard.
process.once("message", (order: EmulatorOrder) => void play(order));

async function play({ port, worlds, ledger: file }: EmulatorOrder): Promise<void> {
  const ledger = openLedger(file);
  const refs = new Map<string, string>();
  const patients = new Set<string>();
  let heard: { patient: string; intent: string }[] = [];
  const answers = new Set<string>();
  const reminders = new Set<string>();
  let events = 0;
  const refOf = (id: string): string => {
    const known = refs.get(id) ?? createHash("sha256").update(id).digest("hex").slice(0, 20);
    refs.set(id, known);
    return known;
  };
  const onMessage = (message: MessageView): void => {
    if (message.direction !== "to_patient") return;
    events += 1;
    const isNew = !refs.has(message.id);
    const ref = refOf(message.id);
    const at = Date.now();
    if (!isNew) {
      const { status } = message.statuses.at(-1) ?? { status: message.status };
      ledger.add({ type: "status", ref, status, at });
      return;
    }
    const intent = message.bizOpaqueCallbackData ?? `none-${ref}`;
    const patient = message.patient ?? "nobody";
    const kind = message.type === "template" ? "reminder" : kindOf(message);
    (kind === "reminder" ? reminders : answers).add(intent);
    ledger.add({ type: "said", intent, patient, ref, kind, at });
    if (kind === "consent" || patients.has(patient)) return;
    patients.add(patient);
    heard.push({ patient, intent });
  };
  const onTaken: EmulatorOptions["onTaken"] = ({ messageId, body }) => {
    if (messageId === undefined) return;
    const status = /"status":"([a-z]+)"/.exec(body)?.[1] ?? "unknown";
    ledger.add({ type: "told", ref: refOf(messageId), status, at: Date.now() });
  };
  const around = { clock: { now: () => new Date() }, templates: readTemplates(), onMessage, onTaken };
  const emulators = await Promise.all(worlds.map((world) => startEmulator({ ...world, ...around })));
  const owners = worlds.flatMap(({ phoneNumberId, wabaId }, index) => {
    const emulator = emulators[index];
    return emulator === undefined
      ? []
      : ([
          [phoneNumberId, emulator],
          [wabaId, emulator],
        ] as const);
  });
  const door = await openGraph(port, new Map(owners));
  const tell = (): void => {
    const news: EmulatorNews = {
      answers: answers.size,
      reminders: reminders.size,
      events,
      isQuiet: emulators.every((emulator) => emulator.isQuiet()),
      heard,
    };
    heard = [];
    process.send?.(news);
  };
  const timer = setInterval(tell, newsEveryMs);
  process.send?.({ urls: emulators.map(({ url }) => url) });
  process.on("message", () => void ledger.flush().then(() => process.send?.({ flushed: true })));
  process.once("disconnect", () => {
    clearInterval(timer);
    door.close();
    door.closeAllConnections();
    void Promise.all(emulators.map((emulator) => emulator.stop()))
      .then(() => ledger.close())
      .then(() => process.exit(0));
  });
}
