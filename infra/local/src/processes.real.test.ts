import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { testKafka, testMongo } from "@careline/testing";
import { describeReal } from "@careline/testing/vitest";
import { type Emulator, startEmulator } from "@careline/whatsapp-emulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { demoClinic } from "./clinic.ts";
import { phoneOf, titlesOf } from "./demo/phone.ts";
import { environmentOf, serviceNames, type ServiceName } from "./environments.ts";
import { takePorts } from "./ports.ts";
import { bringSecrets, type Secrets } from "./secrets.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

describeReal(
  "five services, each in its own process, on a real Kafka and a real MongoDB",
  { kafka: await testKafka(), mongo: await testMongo() },
  ({ kafka, mongo }) => {
    const data = mkdtempSync(join(tmpdir(), "careline-processes-"));
    const running = new Map<ServiceName, ChildProcess>();
    let start: (name: ServiceName) => void;
    let secrets: Secrets;
    let emulator: Emulator;

    beforeAll(async () => {
      const ports = await takePorts(0);
      writeFileSync(join(data, "clinics.json"), JSON.stringify([demoClinic]));
      secrets = await bringSecrets(data);
      const around = { ports, secrets, data, mongoUri: mongo, databasePrefix: `${secrets.installation}-` };
      start = (name) => {
        const env = {
          ...process.env,
          ...environmentOf(name, around),
          KAFKA_BROKERS: kafka.join(","),
          HEALTH_ADDRESS: "127.0.0.1:0",
          LOG_LEVEL: "error",
        };
        const main = join(root, "services", name, "src", "main.ts");
        running.set(name, spawn(process.execPath, [main], { env, stdio: ["ignore", "inherit", "inherit"] }));
      };
      for (const name of serviceNames) start(name);
      emulator = await startEmulator({
        ...secrets,
        ...demoClinic.whatsapp,
        path: ":memory:",
        port: ports.emulator,
        verifiedName: demoClinic.name,
        webhookUrl: `http://127.0.0.1:${ports.gateway}/webhooks/whatsapp`,
        clock: { now: () => new Date() },
      });
    }, 60_000);

    afterAll(async () => {
      await emulator.stop();
      for (const child of running.values()) child.kill("SIGKILL");
      rmSync(data, { recursive: true, force: true });
    });

    test(
      "they find each other in any order, and go on when one of them was killed",
      { timeout: 120_000 },
      async () => {
        const phone = await phoneOf(emulator.url, { name: "Ana Prueba", language: "es" }, 60_000);
        await phone.send({ type: "text", text: "Hola, quiero una cita" });
        const notice = await phone.receive((messages) => messages.length > 0);
        expect(notice.map(({ text }) => text).join()).toContain("Clínica Alameda");

        running.get("conversation")?.kill("SIGKILL");
        const yes = titlesOf(await phone.choices())[0];
        await phone.send({ type: "button_reply", ...yes });
        start("conversation");
        const types = await phone.receive((messages) => messages.length > 0);
        expect(types).toHaveLength(1);
        expect(types[0]?.text).toContain("Revisión");
      },
    );

    test("asked to stop, each ends by itself with 0", { timeout: 60_000 }, async () => {
      const codes = await Promise.all(
        [...running.values()].map(
          (child) =>
            new Promise((resolve) => {
              child.once("exit", resolve);
              child.kill("SIGTERM");
            }),
        ),
      );
      expect(codes).toEqual(serviceNames.map(() => 0));
    });
  },
);
