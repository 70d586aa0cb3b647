/** Holds back those who ask while it is closed. */
export interface Gate {
  open(): void;
  close(): void;
  /** Resolves when it is open, or the signal comes. */
  pass(signal: AbortSignal): Promise<void>;
}

export function gate(): Gate {
  let closed: PromiseWithResolvers<void> | undefined;
  return {
    close: () => void (closed ??= Promise.withResolvers()),
    open: () => {
      closed?.resolve();
      closed = undefined;
    },
    pass: async (signal) => {
      while (closed !== undefined && !signal.aborted) {
        const gone = Promise.withResolvers<void>();
        signal.addEventListener("abort", () => gone.resolve(), { once: true });
        await Promise.race([closed.promise, gone.promise]);
      }
    },
  };
}
