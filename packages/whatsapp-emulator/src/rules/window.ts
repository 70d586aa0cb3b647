const windowMs = 24 * 60 * 60 * 1000;

/** True within 24 hours of the patient's last message, when free-form messages are allowed. */
export function isWindowOpen(lastInboundAt: number | undefined, now: number): boolean {
  return lastInboundAt !== undefined && now < lastInboundAt + windowMs;
}
