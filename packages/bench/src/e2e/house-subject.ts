import { startHouseProcesses } from "../stack/house.ts";
import type { RealStack } from "../stack/real-stack.ts";
import type { Check } from "../suite.ts";
import { emulatorRound } from "./emulator-round.ts";
import { startOutside } from "./outside.ts";
import type { Subject, SubjectOptions } from "./subject.ts";

/** The house, after a few patients on the emulator have shown that it answers as it should. */
export async function houseSubject(
  stack: RealStack,
  options: SubjectOptions,
): Promise<Subject & { shown: Check }> {
  const house = await startHouseProcesses(stack, options);
  try {
    const shown = await emulatorRound(house);
    const { appSecret } = house.secrets;
    const gateway = { ...house.gateway, path: "/webhooks/whatsapp" };
    const outside = await startOutside({ ...options, gateway, graphPort: house.graphPort, appSecret });
    return {
      name: "careline",
      shown,
      pids: new Map([...house.children].map(([name, { pid }]) => [name, pid])),
      outside,
      async stop() {
        outside.stop();
        await house.stop();
      },
    };
  } catch (error) {
    await house.stop();
    throw error;
  }
}
