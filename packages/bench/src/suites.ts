import type { Suite } from "./suite.ts";

interface Entry {
  readonly about: string;
  /** Loaded when it is run: one suite's tools are not another's footprint. */
  readonly load: () => Promise<Suite>;
}

const entries = {
  ingest: {
    about: "a webhook into the gateway, until the 200",
    load: async () => (await import("./ingest/ingest-suite.ts")).ingestSuite,
  },
  e2e: {
    about: "webhook to reply through five processes, and its statuses",
    load: async () => (await import("./e2e/e2e-suite.ts")).e2eSuite,
  },
  pacing: {
    about: "one number as fast as it may send and never faster, answers before reminders",
    load: async () => (await import("./pacing/pacing-suite.ts")).pacingSuite,
  },
  bus: {
    about: "records onto the broker, until it has confirmed them",
    load: async () => (await import("./bus/bus-suite.ts")).busSuite,
  },
  phi: {
    about: "sealing and opening patient data",
    load: async () => (await import("./phi/suite.ts")).phiSuite,
  },
  audit: {
    about: "appending to the audit log, verifying it, its growth",
    load: async () => (await import("./audit/suite.ts")).auditSuite,
  },
  booking: {
    about: "many patients after few slots",
    load: async () => (await import("./booking/booking-suite.ts")).bookingSuite,
  },
  reminders: {
    about: "draining due reminders, and how late they are",
    load: async () => (await import("./reminders/reminders-suite.ts")).remindersSuite,
  },
  growth: {
    about: "what a message, a reminder and an audit entry cost as what is stored grows tenfold",
    load: async () => (await import("./growth/growth-suite.ts")).growthSuite,
  },
  footprint: {
    about: "time to ready and memory of each service, and of five in one process",
    load: async () => (await import("./footprint/footprint-suite.ts")).footprintSuite,
  },
} as const satisfies Record<string, Entry>;

export type SuiteName = keyof typeof entries;
export const suiteNames = Object.keys(entries) as SuiteName[];

export function loadSuite(name: SuiteName): Promise<Suite> {
  return entries[name].load();
}

export function describeSuites(): string {
  return suiteNames.map((name) => `${name.padEnd(10)} ${entries[name].about}`).join("\n");
}

export function describeSuite(name: string): string {
  return suiteNames.flatMap((known) => (known === name ? [entries[known].about] : [])).join("");
}
