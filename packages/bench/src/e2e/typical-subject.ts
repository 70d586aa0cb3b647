import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { takePorts } from "@careline/local/ports";
import { type Child, startChild } from "../stack/child.ts";
import { makeTopics } from "../stack/kafka-admin.ts";
import { benchHome, type RealStack } from "../stack/real-stack.ts";
import { startOutside } from "./outside.ts";
import type { Subject, SubjectOptions } from "./subject.ts";

const processes = ["scheduling", "compliance", "conversation", "notification", "gateway"] as const;
const topics = ["t-messages", "t-statuses", "t-outbound", "t-audit"];

/** The same job by the middle-of-the-road stack in `src/typical`, on the same broker and database. */
export async function typicalSubject(stack: RealStack, options: SubjectOptions): Promise<Subject> {
  mkdirSync(benchHome, { recursive: true });
  const ports = await takePorts(0);
  const appSecret = randomBytes(16).toString("hex");
  await makeTopics(stack.brokers, topics);
  const portOf = { ...ports, compliance: ports["compliance-audit"] };
  const children: Child[] = [];
  for (const name of processes) {
    const child = startChild({
      name,
      file: join(import.meta.dirname, `../typical/${name}.process.ts`),
      env: {
        KAFKA_BROKERS: stack.brokers.join(","),
        MONGODB_URI: stack.mongoUri,
        DATABASE: "typical",
        FIELD_KEY: randomKey,
        APP_SECRET: appSecret,
        GRAPH_URL: `http://127.0.0.1:${ports.emulator}`,
        PORT: String(portOf[name]),
        CONSENT_PORT: String(portOf.compliance),
        SCHEDULING_PORT: String(portOf.scheduling),
      },
      log: join(benchHome, "typical.log"),
      ipc: true,
    });
    children.push(child);
  }
  await Promise.all(children.map((child) => readyOrGone(child)));
  const gateway = { host: "127.0.0.1", port: ports.gateway, path: "/webhooks/whatsapp" };
  const outside = await startOutside({ ...options, gateway, graphPort: ports.emulator, appSecret });
  return {
    name: "typical",
    pids: new Map(children.map(({ name, pid }) => [name, pid])),
    outside,
    async stop() {
      outside.stop();
      await Promise.all(children.map((child) => child.stop()));
    },
  };
}

const randomKey = randomBytes(32).toString("hex");

async function readyOrGone({ name, process: child }: Child): Promise<void> {
  const gone = once(child, "exit").then(() => {
    throw new Error(`typical ${name} ended: see ${join(benchHome, "typical.log")}`);
  });
  await Promise.race([once(child, "message"), gone]);
}
