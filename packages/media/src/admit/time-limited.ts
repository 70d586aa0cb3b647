import { Fault } from "@careline/faults";

export interface TimeLimits {
  /** Between one piece and the next. */
  readonly idleMs: number;
  /** For all of it, however steadily it comes. */
  readonly totalMs: number;
  /** Ends it at once. */
  readonly signal?: AbortSignal;
}

/** Passes on what comes in time; Fault("unavailable") when nothing more comes, or not all of it. */
export async function* timeLimited(
  bytes: AsyncIterable<Uint8Array>,
  { idleMs, totalMs, signal }: TimeLimits,
): AsyncGenerator<Uint8Array> {
  const source = bytes[Symbol.asyncIterator]();
  const untilMs = performance.now() + totalMs;
  try {
    for (;;) {
      const leftMs = untilMs - performance.now();
      const { done, value } = await within(source.next(), Math.min(idleMs, leftMs), signal);
      if (done === true) return;
      yield value;
    }
  } finally {
    // Not waited for: a source that hangs would hang this too.
    source.return?.().catch(() => undefined);
  }
}

async function within<T>(work: Promise<T>, ms: number, signal: AbortSignal | undefined): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const end = () => reject(new Fault("unavailable", "the file stopped coming"));
  const timer = setTimeout(end, Math.max(ms, 0));
  signal?.addEventListener("abort", end);
  if (signal?.aborted === true) end();
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", end);
  }
}
