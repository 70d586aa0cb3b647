import { Fault } from "@careline/faults";
import { parkedTopic } from "./parked.ts";
import type { Subscription } from "./port.ts";

/** The topics a subscription needs, its own and those for what it may have to park. */
export function topicsNeeded({ group, routes }: Subscription): readonly string[] {
  const names = routes.map(({ topic }) => topic.name);
  if (names.length === 0) throw new Fault("invalid", `${group} subscribes to nothing`);
  if (new Set(names).size < names.length) throw new Fault("invalid", `${group} has two routes for one topic`);
  return [...names, ...names.map((name) => parkedTopic(name, group))];
}
