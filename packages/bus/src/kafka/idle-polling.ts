import { createRequire } from "node:module";

interface RequestQueue {
  throttledUntil: number;
  pending: readonly unknown[];
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  checkPendingRequests(): void;
  scheduleCheckPendingRequests(): void;
}

const patched = Symbol.for("careline.kafkajs.idle-polling");

/**
 * kafkajs 2.2.4 wakes each connection every millisecond, and on Node 24 that costs 5 % of a core for nothing.
 * After this the timer runs only while a request waits to be sent.
 */
export function stopIdlePolling(): void {
  const found: unknown = createRequire(import.meta.url)("kafkajs/src/network/requestQueue/index.js");
  const { prototype } = found as { prototype: RequestQueue & { [patched]?: true } };
  if (prototype[patched] === true) return;
  prototype[patched] = true;
  const original = prototype.scheduleCheckPendingRequests;
  prototype.scheduleCheckPendingRequests = function schedule(this: RequestQueue): void {
    if (this.throttledUntil > Date.now()) return original.call(this);
    if (this.pending.length === 0 || this.throttleCheckTimeoutId !== null) return;
    this.throttleCheckTimeoutId = setTimeout(() => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    }, 10);
  };
}
