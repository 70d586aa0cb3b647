import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { topics } from "@careline/contracts";
import { takePorts } from "@careline/local/ports";
import type { Target } from "../load/generator.ts";
import { startChild } from "../stack/child.ts";
import { startHouseProcesses } from "../stack/house.ts";
import { makeTopics } from "../stack/kafka-admin.ts";
import { benchHome, type RealStack } from "../stack/real-stack.ts";

/** Something that takes signed webhooks, as a process. */
export interface Door {
  readonly name: string;
  readonly pid: number;
  readonly target: Target;
  /** Where what it takes can be counted; absent: it keeps nothing. */
  readonly topic: string | undefined;
  readonly usesMongo: boolean;
  stop(): Promise<void>;
}

const load = { connections: 16, contacts: 1_000, clinics: 8 } as const;

export async function gatewayDoor(stack: RealStack): Promise<Door> {
  const house = await startHouseProcesses(stack, { clinics: load.clinics, services: ["gateway"] });
  const { appSecret } = house.secrets;
  return {
    name: "careline",
    pid: house.children.get("gateway")?.pid ?? 0,
    target: { ...house.gateway, path: "/webhooks/whatsapp", appSecret, ...load },
    topic: topics.messageReceived.name,
    usesMongo: true,
    stop: house.stop,
  };
}

const yardsticks = {
  bare: { file: "bare", keeps: false, mongo: false },
  linger: { file: "linger", keeps: true, mongo: false },
  express: { file: "express", keeps: true, mongo: false },
  "express+mongo": { file: "express", keeps: true, mongo: true },
} as const;
export type Yardstick = keyof typeof yardsticks;
export const yardstickNames = Object.keys(yardsticks) as Yardstick[];

export async function yardstickDoor(stack: RealStack, name: Yardstick): Promise<Door> {
  const { file, keeps, mongo } = yardsticks[name];
  const topic = `y-${name.replace("+", "-")}`;
  if (keeps) await makeTopics(stack.brokers, [topic]);
  const appSecret = randomBytes(16).toString("hex");
  const { gateway: port } = await takePorts(0);
  const child = startChild({
    name,
    file: join(import.meta.dirname, `yardsticks/${file}.process.ts`),
    env: {
      PORT: String(port),
      TOPIC: topic,
      APP_SECRET: appSecret,
      KAFKA_BROKERS: stack.brokers.join(","),
      MONGODB_URI: mongo ? stack.mongoUri : undefined,
    },
    log: join(benchHome, "yardsticks.log"),
    ipc: true,
  });
  await Promise.race([
    once(child.process, "message"),
    once(child.process, "exit").then(() => Promise.reject(new Error(`${name} ended: see yardsticks.log`))),
  ]);
  return {
    name,
    pid: child.pid,
    target: { host: "127.0.0.1", port, path: "/webhooks/whatsapp", appSecret, ...load },
    topic: keeps ? topic : undefined,
    usesMongo: mongo,
    stop: child.stop,
  };
}
