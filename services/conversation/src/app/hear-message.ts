import { hear } from "../domain/hear.ts";
import type { Heard } from "../domain/heard.ts";
import { answering, lead } from "./answering.ts";
import type { HeardMessage, Inbound, Ports } from "./ports.ts";
import { takeTurn } from "./take-turn.ts";

/**
 * Takes a conversation one step further: the dialogue is led to its end, with what other services know and do. Hearing the
 * same message twice changes nothing, and neither does one that was answered as an emergency already.
 */
export function hearMessage(ports: Ports) {
  return (heard: HeardMessage): Promise<void> =>
    takeTurn(ports, heard, (scene, inbound, before) =>
      lead(
        hear(scene, asHeard(heard, inbound)),
        answering(ports, heard, before.timeZone ?? scene.clinic.timeZone),
      ),
    );
}

function asHeard({ kind }: HeardMessage, { text, choiceId }: Inbound): Heard {
  return kind === "choice" ? { kind, id: choiceId, text } : { kind, text };
}
