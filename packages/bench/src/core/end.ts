/** Lets what was started be ended however this process ends: by default a signal takes no leave. */
export function leaveOnSignals(): void {
  // Each thing that is started has its own.
  process.setMaxListeners(100);
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)
    process.once(signal, () => process.exit(code));
}
