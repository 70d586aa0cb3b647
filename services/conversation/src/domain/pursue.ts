import type { Dialogue } from "./dialogue.ts";
import { menu } from "./menu.ts";
import { chooseType } from "./offer-times.ts";
import type { Want } from "./thread.ts";
import type { Scene } from "./turn.ts";
import { aboutVisits } from "./visits.ts";

/** Goes after what someone wants; with nothing in particular, the menu. */
export function* pursue(scene: Scene, want: Want | undefined): Dialogue {
  switch (want) {
    case undefined:
      return menu(scene);
    case "book":
      return yield* chooseType(scene);
    case "visits":
    case "move":
    case "cancel":
    case "confirm":
      return yield* aboutVisits(scene, want);
  }
}
