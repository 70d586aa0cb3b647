import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { environmentOf, type ServiceName, type Surroundings } from "@careline/local/environments";
import { takePorts } from "@careline/local/ports";
import { bringSecrets } from "@careline/local/secrets";
import { clinicsFor } from "./clinics.ts";
import { emptyTopics } from "./kafka-admin.ts";
import { benchHome, type RealStack } from "./real-stack.ts";

/** What services of one house are told, and where they keep their files until it is forgotten. */
export interface HouseSurroundings extends Surroundings {
  readonly healthPorts: Readonly<Record<ServiceName, number>>;
  environmentOf(name: ServiceName): Readonly<Record<string, string | undefined>>;
  forget(): void;
}

let houses = 0;

export async function surroundings(stack: RealStack, clinics: number): Promise<HouseSurroundings> {
  houses += 1;
  await emptyTopics(stack.brokers);
  const data = join(benchHome, `house-${process.pid}-${houses}`);
  mkdirSync(data, { recursive: true });
  const forget = (): void => rmSync(data, { recursive: true, force: true });
  process.once("exit", forget);
  const [ports, healthPorts] = [await takePorts(0), await takePorts(0)];
  writeFileSync(join(data, "clinics.json"), JSON.stringify(clinicsFor(clinics)));
  const secrets = await bringSecrets(data);
  const databasePrefix = `${secrets.installation}-`;
  const around: Surroundings = { ports, secrets, data, mongoUri: stack.mongoUri, databasePrefix };
  return {
    ...around,
    healthPorts,
    environmentOf: (name) => ({
      ...environmentOf(name, around),
      KAFKA_BROKERS: stack.brokers.join(","),
      HEALTH_ADDRESS: `127.0.0.1:${healthPorts[name]}`,
      LOG_LEVEL: "warn",
      // As an image would bring it along: half of a start is compiling what the last one compiled.
      NODE_COMPILE_CACHE: join(data, "compile-cache"),
    }),
    forget() {
      process.removeListener("exit", forget);
      forget();
    },
  };
}
