import { startHouseProcesses } from "../stack/house.ts";
import type { RealStack } from "../stack/real-stack.ts";
import { startOutside } from "./outside.ts";
import type { Subject, SubjectOptions } from "./subject.ts";

export async function houseSubject(stack: RealStack, options: SubjectOptions): Promise<Subject> {
  const house = await startHouseProcesses(stack, options);
  const { appSecret } = house.secrets;
  const gateway = { ...house.gateway, path: "/webhooks/whatsapp" };
  const outside = await startOutside({ ...options, gateway, graphPort: house.graphPort, appSecret });
  return {
    name: "careline",
    pids: new Map([...house.children].map(([name, { pid }]) => [name, pid])),
    outside,
    async stop() {
      outside.stop();
      await house.stop();
    },
  };
}
