import { emergency } from "../domain/emergency.ts";
import type { HeardMessage } from "./ports.ts";
import { takeTurn } from "./take-turn.ts";
import type { TurnPorts } from "./take-turn.ts";

/**
 * Answers wording of danger and lets everything else pass. It asks no other service, so it goes on while an ordinary
 * message waits for one. Its mark is that of `hearMessage`: whoever is first answers, for the other the message is done.
 */
export function hearEmergency(ports: TurnPorts) {
  return async (heard: HeardMessage): Promise<void> => {
    const listened = await ports.listener.hear(heard);
    const { flag } = listened;
    if (flag !== undefined && !heard.isEcho)
      await takeTurn(ports, heard, listened, async (scene) => emergency(scene, flag));
  };
}
