import { Fault } from "@careline/faults";
import { diskFull } from "./disk-full.ts";
import { dueTime } from "./due-time.ts";
import type { ChaosFault } from "./fault.ts";
import { freeze } from "./freeze.ts";
import { graph } from "./graph.ts";
import { held } from "./held.ts";
import { keysAway } from "./keys-away.ts";
import { killBroker } from "./kill-broker.ts";
import { killPrimary, primaryAway } from "./kill-primary.ts";
import { killService } from "./kill-service.ts";
import { links } from "./links.ts";
import { objects } from "./objects.ts";
import { otherChannels } from "./other-channels.ts";
import { poison } from "./poison.ts";
import { powerCut } from "./power-cut.ts";
import { rotateShred } from "./rotate-shred.ts";
import { scale } from "./scale.ts";
import { schedulers } from "./schedulers.ts";
import { webhooks } from "./webhooks.ts";

export const allFaults: readonly ChaosFault[] = [
  killService,
  killBroker,
  killPrimary,
  primaryAway,
  powerCut,
  freeze,
  links,
  diskFull,
  webhooks,
  graph,
  poison,
  held,
  scale,
  keysAway,
  rotateShred,
  schedulers,
  dueTime,
  otherChannels,
  objects,
];

/** The faults of these names; an unknown one is refused with the list. */
export function faultsNamed(names: readonly string[]): readonly ChaosFault[] {
  return names.map((name) => {
    const fault = allFaults.find((one) => one.name === name);
    if (fault !== undefined) return fault;
    const known = allFaults.map((one) => one.name).join(", ");
    throw new Fault("invalid", `unknown fault "${name}"; there is ${known}`);
  });
}
