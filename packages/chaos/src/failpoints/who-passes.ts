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

/** May whoever has this place in their sources come by? */
export function passes({ name, service }: Point): boolean {
  return onlyBy.every(([names, who]) => !names.test(name) || who.includes(service));
}
