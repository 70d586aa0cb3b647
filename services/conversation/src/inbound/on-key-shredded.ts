import { on } from "@careline/bus";
import type { Route } from "@careline/bus";
import { topics } from "@careline/contracts";

interface Needs {
  readonly forget: (tenantId: string, subjectId: string) => void;
  readonly erase: (tenantId: string, subjectId: string, classes: readonly string[]) => Promise<void>;
}

export function onKeyShredded({ forget, erase }: Needs): Route {
  return on(topics.keyShredded, async ({ tenantId, value }) => {
    forget(tenantId, value.subjectId);
    await erase(tenantId, value.subjectId, value.classes);
  });
}
