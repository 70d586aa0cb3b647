export interface TimeLimit {
  readonly signal: AbortSignal;
  /** Rejects when the time is over. */
  readonly passed: Promise<never>;
  clear(): void;
}

/** What AbortSignal.timeout does, for less, as it can be cleared. */
export function timeLimit(ms: number): TimeLimit {
  const controller = new AbortController();
  const { promise: passed, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const late = Object.assign(new Error("no answer in time"), { code: "TIMEOUT" });
    reject(late);
    controller.abort(late);
  }, ms);
  return { signal: controller.signal, passed, clear: () => clearTimeout(timer) };
}
