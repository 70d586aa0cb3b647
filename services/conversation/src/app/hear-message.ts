import { hear } from "../domain/hear.ts";
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
      const { answer, consent } = answering(ports, heard, before);
      const turn = await lead(hear(scene, asHeard(heard, listened.inbound), listened.flag), answer);
      return turn && { ...turn, consent: consent() };
    });
  };
}

function asHeard({ kind }: HeardMessage, { text, choiceId }: Inbound): Heard {
  return kind === "choice" ? { kind, id: choiceId, text } : { kind, text };
}
