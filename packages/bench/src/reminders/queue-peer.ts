import { join } from "node:path";
import { cpuMicrosOf, cpuMicrosOfAll } from "../core/cpu.ts";
import { startAsked } from "../load/generator.ts";

export interface PeerOptions {
  readonly mongoUri: string;
  readonly database: string;
  readonly valkeyPort: number;
  /** Where a job puts what is to be sent: a row in MongoDB on the disks of a majority, or another queue of its own kind. */
  readonly into: "rows" | "queue";
}

export type PeerQuestion =
  | ({ readonly kind: "open" } & PeerOptions)
  | { readonly kind: "fill"; readonly due: number }
  | { readonly kind: "drain" };

export interface PeerDrain {
  /** From the first job's begin to the last one's end. */
  readonly perSecond: number;
  /** What the send queue holds of them, each once. */
  readonly said: number;
}

export interface PeerDrained extends PeerDrain {
  readonly due: number;
  readonly workerMicrosEach: number;
  readonly serversMicrosEach: number;
}

export interface QueuePeer {
  drain(due: number): Promise<PeerDrained>;
  stop(): void;
}

/** Starts a queue of others as a process of its own. `servers`: the processes that keep its jobs and its rows. */
export async function startQueuePeer(
  name: "agenda" | "bullmq",
  options: PeerOptions,
  servers: readonly number[],
): Promise<QueuePeer> {
  const { pid, ask, stop } = startAsked(join(import.meta.dirname, `${name}.process.ts`));
  const asking = async (question: PeerQuestion): Promise<unknown> => {
    const answer = await ask(question);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  await asking({ kind: "open", ...options });
  return {
    stop,
    async drain(due) {
      await asking({ kind: "fill", due });
      const [worker, others] = [cpuMicrosOf(pid), cpuMicrosOfAll(servers)];
      const drained = (await asking({ kind: "drain" })) as PeerDrain;
      return {
        ...{ ...drained, due },
        workerMicrosEach: (cpuMicrosOf(pid) - worker) / due,
        serversMicrosEach: (cpuMicrosOfAll(servers) - others) / due,
      };
    },
  };
}

/** The other side: a queue that fills itself with jobs that are due, and drains them. */
export interface Queue {
  fill(due: number): Promise<void>;
  drain(): Promise<PeerDrain>;
}

export function serveQueue(open: (options: PeerOptions) => Promise<Queue>): void {
  let queue: Queue | undefined;
  const answer = async (question: PeerQuestion): Promise<unknown> => {
    if (question.kind === "open") queue = await open(question);
    else if (question.kind === "fill") await queue?.fill(question.due);
    else return queue?.drain();
    return "done";
  };
  process.on("message", (question: PeerQuestion) => {
    void answer(question)
      .catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))))
      .then((answered) => process.send?.(answered));
  });
}

/** Counts jobs as they are done, and how fast. */
export function countingTo(due: number): {
  begin(): void;
  done(): void;
  readonly all: Promise<number>;
} {
  let [firstAt, left] = [0, due];
  const { promise: all, resolve } = Promise.withResolvers<number>();
  return {
    begin() {
      if (firstAt === 0) firstAt = performance.now();
    },
    done() {
      left -= 1;
      if (left === 0) resolve((due * 1_000) / (performance.now() - firstAt));
    },
    all,
  };
}
