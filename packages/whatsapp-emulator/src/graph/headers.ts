import { randomBytes } from "node:crypto";
import type { Context } from "hono";
import { servedVersion } from "../rules/version.ts";
import type { World } from "../world.ts";

/** What every answer of Graph carries, also a refusal. */
export function graphHeaders({ options }: World, call: Context): void {
  const usage = { call_count: 1, total_cputime: 1, total_time: 1 };
  const business = { type: "whatsapp", ...usage, estimated_time_to_regain_access: 0 };
  call.header("x-fb-trace-id", traceId());
  call.header("x-fb-request-id", traceId());
  call.header(
    "facebook-api-version",
    servedVersion(call.req.param("version"), options.retiredVersions ?? []),
  );
  call.header("x-app-usage", JSON.stringify(usage));
  call.header("x-business-use-case-usage", JSON.stringify({ [options.wabaId]: [business] }));
}

export function traceId(): string {
  return `A${randomBytes(16).toString("base64url").slice(0, 22)}`;
}
