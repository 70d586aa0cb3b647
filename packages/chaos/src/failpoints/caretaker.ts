import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { takePorts } from "@careline/local/ports";
import type { ChaosHouse } from "../house/house.ts";
import { type Replica, replica, type ReplicaPlan } from "../house/replica.ts";
import type { Point } from "./find-points.ts";

// Services use keys; that they are replaced is an operator's job, and may break off anywhere as well.
const ofRotation = /^phi\.(before|after)-(rewrap|destroy|tenant-key)$/;
const file = fileURLToPath(new URL("caretaker-process.ts", import.meta.url));

/** The places of rotation, for whoever does it. */
export function caretakerPoints(points: readonly Point[]): readonly Point[] {
  const names = new Set(points.map(({ name }) => name).filter((name) => ofRotation.test(name)));
  return [...names].map((name) => ({ name, service: "caretaker" }));
}

/** A process that replaces the tenant's key all the time, and can die of it. */
export async function caretaker(house: ChaosHouse, onEnd: ReplicaPlan["onEnd"]): Promise<Replica> {
  const { data, tenantId } = house.local;
  const { gateway: healthPort } = await takePorts(0);
  return replica({
    ...{ name: "caretaker#1", service: "caretaker", isWanted: false, folder: data, file, healthPort, onEnd },
    log: join(data, "logs", "caretaker-1.log"),
    env: {
      MONGODB_URI: house.mongoUri,
      KEYRING: join(data, "secrets", "keyring.json"),
      TENANT: tenantId,
      NODE_OPTIONS: "--disable-warning=ExperimentalWarning",
    },
  });
}
