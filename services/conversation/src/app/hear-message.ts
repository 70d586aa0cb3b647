import { hear } from "../domain/hear.ts";
import { writtenElsewhere } from "../domain/hand-over.ts";
import type { Heard } from "../domain/heard.ts";
import { answering, lead } from "./answering.ts";
import type { HeardMessage, Inbound, Ports } from "./ports.ts";
import { takeTurn } from "./take-turn.ts";
import type { TurnPorts } from "./take-turn.ts";

/**
 * Takes a conversation one step further: the dialogue is led to its end, with what other services know and do. Hearing the
 * same message twice changes nothing, and neither does one that was answered as an emergency already.
 */
export function hearMessage(ports: Ports & TurnPorts) {
  return async (heard: HeardMessage): Promise<void> => {
    const listened = await ports.listener.hear(heard);
    await takeTurn(ports, heard, listened, async (scene, before) => {
      if (heard.isEcho) return writtenElsewhere(scene);
      const { answer, consent } = answering(ports, heard, before);
      const turn = await lead(hear(scene, asHeard(heard, listened.inbound), listened.flag), answer);
      return turn && { ...turn, consent: consent() };
    });
  };
}

function asHeard({ kind }: HeardMessage, { text, choiceId, isInGroup, isTooLarge }: Inbound): Heard {
  if (kind === "choice") return { kind, id: choiceId, text, isInGroup };
  return kind === "media" ? { kind, text, isTooLarge, isInGroup } : { kind, text, isInGroup };
}
