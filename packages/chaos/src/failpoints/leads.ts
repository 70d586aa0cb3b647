import type { Supervisor } from "../house/supervisor.ts";
import type { RealStack } from "../stack/real-stack.ts";

/** Brings about what leads to a place; the answer puts it right again. */
export type Lead = () => () => void;

export type LeadTo = (name: string) => Lead | undefined;

/** No usual load leads to these places: something must be away while it comes in. */
export function leadsWith(stack: Pick<RealStack, "kafka">, watch: Pick<Supervisor, "struck">): LeadTo {
  const brokersAway: Lead = () => {
    const heal = watch.struck("brokers", "all");
    const { pids } = stack.kafka;
    for (const pid of pids) process.kill(pid, "SIGSTOP");
    return () => {
      for (const pid of pids) process.kill(pid, "SIGCONT");
      heal();
    };
  };
  return (name) => (name === "gateway.after-refusal" ? brokersAway : undefined);
}
