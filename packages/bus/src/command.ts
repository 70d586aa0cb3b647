import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { Fault } from "@careline/faults";
import type { LanePorts } from "./lane/lane.ts";
import { parkedTopic, settledOf } from "./parked.ts";
import type { Outgoing } from "./port.ts";

/** What an operator asks of parked records. */
export type Verb = "replay" | "discard";

/**
 * A command travels in the topic itself, under the key it is about: so the member that owns the key's partition
 * carries it out between two records, and nothing of that key can overtake it.
 */
export interface Command {
  readonly verb: Verb;
  readonly group: string;
  readonly requestId: string;
}

export function commandRecord(topic: string, key: string, command: Command): Outgoing {
  return {
    topic,
    key,
    value: new Uint8Array(),
    headers: {
      careline_command: command.verb,
      careline_group: command.group,
      careline_request: command.requestId,
    },
  };
}

export function commandOf({ headers }: Outgoing): Command | undefined {
  const verb = headers["careline_command"];
  const group = headers["careline_group"];
  const requestId = headers["careline_request"];
  if ((verb !== "replay" && verb !== "discard") || group === undefined || requestId === undefined)
    return undefined;
  return { verb, group, requestId };
}

const patienceMs = 60_000;

/** Says the command and waits until a member of the group has carried it out. */
export async function order(verb: Verb, about: About, ports: LanePorts): Promise<number> {
  const { group, topic, key } = about;
  const requestId = randomUUID();
  await ports.publish([commandRecord(topic, key, { verb, group, requestId })]);
  const giveUpAt = Date.now() + patienceMs;
  for (let pauseMs = 5; Date.now() < giveUpAt; pauseMs = Math.min(pauseMs * 2, 1_000)) {
    const parked = await ports.parkedOf(parkedTopic(topic, group), key);
    const settled = parked.map(settledOf).find((one) => one?.requestId === requestId);
    if (settled?.failure !== undefined)
      throw new Fault("conflict", `a parked record failed again, the key stays held: ${settled.failure}`);
    if (settled !== undefined) return settled.count;
    await pause(pauseMs);
  }
  throw new Fault("unavailable", `asked for, but no member of ${group} has done it yet`);
}

export interface About {
  readonly group: string;
  readonly topic: string;
  readonly key: string;
}
