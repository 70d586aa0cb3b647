import { randomBytes } from "node:crypto";
import type { Context } from "hono";
import { servedVersion } from "../rules/version.ts";
import { managementUse } from "./management-limit.ts";
import type { World } from "../world.ts";

/** What every answer of Graph carries, also a refusal. */
export function graphHeaders(world: World, call: Context): void {
  const { wabaId, percent } = managementUse(world, call);
  const usage = { call_count: percent, total_cputime: 1, total_time: 1 };
  const business = { type: "whatsapp", ...usage, estimated_time_to_regain_access: percent < 100 ? 0 : 60 };
  call.header("x-fb-trace-id", traceId());
  call.header("x-fb-request-id", traceId());
  call.header(
    "facebook-api-version",
    servedVersion(call.req.param("version"), world.options.retiredVersions ?? []),
  );
  call.header("x-app-usage", JSON.stringify(usage));
  call.header("x-business-use-case-usage", JSON.stringify({ [wabaId]: [business] }));
}

export function traceId(): string {
  return `A${randomBytes(16).toString("base64url").slice(0, 22)}`;
}
