import { serviceNames } from "@careline/local/environments";
import { post } from "@careline/local/demo/phone";
import { MongoClient } from "mongodb";
import type { ChaosHouse } from "../house/house.ts";
import type { Supervisor } from "../house/supervisor.ts";
import type { RealStack } from "../stack/real-stack.ts";

/** Brings about what leads to a place. */
export interface Lead {
  /** Before the process starts. */
  beforeStart?(): Promise<void>;
  /** Once it is ready; the answer puts it right again. */
  onceReady?(): () => void;
}

export type LeadTo = (name: string) => Lead | undefined;

interface Around {
  readonly stack: Pick<RealStack, "kafka">;
  readonly watch: Pick<Supervisor, "struck">;
  readonly house: Pick<ChaosHouse, "replicas" | "mongoUri" | "clinics">;
}

const freezeEveryMs = 200;

/** No usual load leads to these places: something must be away while it comes in, or must not have been done yet. */
export function leadsWith({ stack, watch, house }: Around): LeadTo {
  const brokersAway = (): (() => void) => {
    const heal = watch.struck("brokers", "all");
    const { pids } = stack.kafka;
    for (const pid of pids) process.kill(pid, "SIGSTOP");
    return () => {
      for (const pid of pids) process.kill(pid, "SIGCONT");
      heal();
    };
  };
  // Whoever asks it about consent gets no answer in time. Killed and started meanwhile, it is frozen again.
  const consentAway = (): (() => void) => {
    const all = house.replicas.filter(({ service }) => service === "compliance-audit");
    const heal = watch.struck("service", "compliance-audit");
    const freezing = setInterval(() => {
      for (const one of all) one.signal("SIGSTOP");
    }, freezeEveryMs);
    return () => {
      clearInterval(freezing);
      for (const one of all) one.signal("SIGCONT");
      heal();
    };
  };
  // All that a number would send waits then.
  const tokenRefused = (): (() => void) => {
    const order = { kind: "error", code: 190, status: 401 };
    for (const { emulator } of house.clinics)
      void post(`${emulator}/control/faults`, order).catch(() => undefined);
    return () => undefined;
  };
  const leads: Readonly<Record<string, Lead>> = {
    "gateway.after-refusal": { onceReady: brokersAway },
    "send.before-put-off": { onceReady: consentAway },
    "send.after-put-off": { onceReady: consentAway },
    "send.before-decide": { onceReady: tokenRefused },
    "send.after-decide": { onceReady: tokenRefused },
  };
  return (name) =>
    name.startsWith("migration.") ? { beforeStart: () => unmigrated(house.mongoUri) } : leads[name];
}

/** As if no migration had run yet: each must bear to run again. */
async function unmigrated(uri: string): Promise<void> {
  const client = await new MongoClient(uri).connect();
  try {
    for (const service of serviceNames) await client.db(service).collection("migrations").deleteMany({});
  } finally {
    await client.close();
  }
}
