import type { ChaosFault } from "../faults/fault.ts";
import type { Mortal } from "../house/replica.ts";
import type { Point } from "./find-points.ts";

/**
 * Places in packages that a service is built on, but never comes to: it does not do what stands there. All others may be
 * passed by all who have them in their sources.
 */
const onlyBy: readonly (readonly [names: RegExp, who: readonly Mortal[]])[] = [
  // A tenant's first keys are made before anybody dies; what comes after them is an operator's job.
  [/^phi\.(before|after)-(rewrap|destroy|tenant-key)$/, ["caretaker"]],
  [/^phi\.(before|after)-shred$/, ["compliance-audit"]],
  // Notification reads files, and keeps none.
  [/^media\./, ["gateway"]],
  // Nobody else has had another form of its data before.
  [/^migration\./, ["notification"]],
];
const inObjects = /^media\.(before|after)-(object|last-object|object-removal)$/;
const inDatabase = /^media\.(before|after)-(chunk|finish|remove)$/;

/** May whoever has this place in their sources come by, in a run with these faults? Files lie in S3, or in the database. */
export function passes(
  { name, service }: Point,
  faults: readonly Pick<ChaosFault, "needsObjects">[],
): boolean {
  const hasObjects = faults.some(({ needsObjects }) => needsObjects);
  if ((hasObjects ? inDatabase : inObjects).test(name)) return false;
  return onlyBy.every(([names, who]) => !names.test(name) || who.includes(service));
}
