import type { Template } from "./template.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** How long WhatsApp tries to deliver: 30 days, ten minutes for one-time codes, or what the template says. */
export function lifetimeMs(
  template: Pick<Template, "category" | "message_send_ttl_seconds"> | undefined,
): number {
  const seconds = template?.message_send_ttl_seconds;
  if (seconds === undefined) return template?.category === "AUTHENTICATION" ? 10 * 60 * 1000 : 30 * dayMs;
  return seconds === -1 ? 30 * dayMs : seconds * 1000;
}
