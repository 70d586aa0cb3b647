import { fork } from "node:child_process";
import { join } from "node:path";
import { Fault } from "@careline/faults";

/** Where signed webhooks go. */
export interface Target {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly appSecret: string;
  readonly connections: number;
  /** Contacts who write, of so many clinics. */
  readonly contacts: number;
  readonly clinics: number;
}

export type WebhookWish = { readonly target: Target } & (
  | { readonly kind: "closed"; readonly requests: number }
  | { readonly kind: "open"; readonly ratePerS: number; readonly seconds: number }
);

export interface WebhookReport {
  readonly sent: number;
  /** Answered by 200, by something else, and not at all. */
  readonly accepted: number;
  readonly refused: number;
  readonly broken: number;
  readonly wallMs: number;
  /** From the moment that was meant until the answer, and from the moment of writing: encoded histograms. */
  readonly response: string;
  readonly service: string;
  readonly lateP99Ms: number;
  readonly backlogMost: number;
}

export interface Generator {
  readonly pid: number;
  load(wish: WebhookWish): Promise<WebhookReport>;
  stop(): void;
}

/** Asks a process of its own, one question after the other. */
export interface Asked {
  readonly pid: number;
  ask(question: object): Promise<unknown>;
  stop(): void;
}

/** Starts a process that answers each message by one. */
export function startAsked(file: string): Asked {
  const child = fork(file, { serialization: "advanced" });
  const endWithUs = (): void => void child.kill("SIGKILL");
  process.once("exit", endWithUs);
  return {
    pid: child.pid ?? 0,
    ask: (question) =>
      new Promise((resolve, reject) => {
        const gone = (): void => reject(new Fault("unavailable", "the load generator ended"));
        child.once("exit", gone);
        child.once("message", (answer) => {
          child.removeListener("exit", gone);
          resolve(answer);
        });
        child.send(question);
      }),
    stop() {
      process.removeListener("exit", endWithUs);
      child.kill("SIGTERM");
    },
  };
}

/** Posts webhooks from a process of its own, so that what it costs and when it is late is its own. */
export function startGenerator(): Generator {
  const { pid, ask, stop } = startAsked(join(import.meta.dirname, "generator.process.ts"));
  return { pid, load: async (wish) => (await ask(wish)) as WebhookReport, stop };
}
