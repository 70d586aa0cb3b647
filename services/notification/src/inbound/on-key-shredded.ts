import { on, type Route } from "@careline/bus";
import { topics } from "@careline/contracts";
import type { Phi } from "@careline/phi";

export function onKeyShredded(phi: Phi): Route {
  return on(topics.keyShredded, async ({ tenantId, value }) => phi.forget(tenantId, value.subjectId));
}
