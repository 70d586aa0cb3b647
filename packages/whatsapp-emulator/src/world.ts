import type { EmulatorOptions } from "./options.ts";
import type { Faults } from "./state/faults.ts";
import type { Live } from "./state/live.ts";
import type { Pacer } from "./state/pacer.ts";
import type { State } from "./state/state.ts";
import type { StatusRunner } from "./statuses.ts";
import type { Poster } from "./webhook/post.ts";
import type { Sender } from "./webhook/sender.ts";

/** Everything that the routes work with. */
export interface World {
  readonly options: EmulatorOptions;
  readonly state: State;
  readonly live: Live;
  readonly faults: Faults;
  readonly pacer: Pacer;
  readonly sender: Sender;
  readonly poster: Poster;
  readonly statuses: StatusRunner;
  /** Our own address; known when we listen. */
  readonly url: () => string;
  /** What links to files begin with. */
  readonly linkUrl: () => string;
  readonly now: () => number;
}
