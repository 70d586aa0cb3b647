import { post } from "@careline/local/demo/phone";
import type { Session } from "../session.ts";
import type { Leads } from "./lead.ts";

const freezeEveryMs = 200;

/** Something is away while there is something to be done. */
export function leadsByAbsence({ stack, watch, house }: Pick<Session, "stack" | "watch" | "house">): Leads {
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
  return [
    [/^gateway\.after-refusal$/, { onceReady: brokersAway }],
    [/^send\.(before|after)-put-off$/, { onceReady: consentAway }],
    [/^send\.(before|after)-decide$/, { onceReady: tokenRefused }],
  ];
}
