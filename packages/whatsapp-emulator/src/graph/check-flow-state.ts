import type { Checked } from "../rules/check-message.ts";
import { Refusal } from "../rules/refusal.ts";
import type { Shown } from "../rules/shown.ts";
import { flowsOf } from "../state/flows.ts";
import type { BusinessNumber } from "../state/model.ts";
import type { World } from "../world.ts";

const hourMs = 60 * 60 * 1000;
// Meta: as often as a throttled Flow can be sent in an hour.
const throttledMax = 10;

/** Refuses Flows that Meta has stopped. One that was made elsewhere is let pass. */
export function checkFlowState(world: World, { wabaId }: BusinessNumber, { shown }: Checked): void {
  const id = flowIn(shown);
  const flow = flowsOf(world.state, wabaId).find((each) => each.id === id);
  switch (flow?.status) {
    case undefined:
    case "PUBLISHED":
    case "DRAFT":
      return;
    case "DEPRECATED":
      throw new Refusal(131009, "The Flow is deprecated.");
    case "BLOCKED":
      throw new Refusal(132068);
    case "THROTTLED":
      if (sentLately(world, id) >= throttledMax) throw new Refusal(132069);
  }
}

function sentLately({ state, now }: World, id: string | undefined): number {
  const recent = [...state.messages.values()].filter(({ at }) => at > now() - hourMs);
  return recent.filter(({ shown }) => flowIn(shown) === id).length;
}

function flowIn({ buttons }: Shown): string | undefined {
  return buttons?.find(({ kind }) => kind === "flow")?.id;
}
