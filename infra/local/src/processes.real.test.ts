import { fileURLToPath } from "node:url";
import { testKafka, testMongo } from "@careline/testing";
import { describeReal } from "@careline/testing/vitest";
import { afterAll, beforeAll, expect, test } from "vitest";
import { titlesOf } from "./demo/phone.ts";
import { serviceNames } from "./environments.ts";
import { type Processes, startProcesses } from "./processes.fixture.ts";
import { receiveTraces } from "./trace-receiver.fixture.ts";

// One after the other, in one file: services have one name on a Kafka, so two houses at once would share their work.
const telemetry = fileURLToPath(import.meta.resolve("@careline/runtime/telemetry"));

describeReal(
  "five services, each in its own process, on a real Kafka and a real MongoDB",
  { kafka: await testKafka(), mongo: await testMongo() },
  (stack) => {
    let house: Processes;
    beforeAll(async () => {
      house = await startProcesses(stack);
    }, 60_000);
    afterAll(() => house.stop());

    test(
      "they find each other in any order, and go on when one of them was killed",
      { timeout: 120_000 },
      async () => {
        const phone = await house.phone({ name: "Ana Prueba", language: "es" });
        await phone.send({ type: "text", text: "Hola, quiero una cita" });
        const notice = await phone.receive((messages) => messages.length > 0);
        expect(notice.map(({ text }) => text).join()).toContain("Clínica Alameda");

        house.running.get("conversation")?.kill("SIGKILL");
        const yes = titlesOf(await phone.choices())[0];
        await phone.send({ type: "button_reply", ...yes });
        house.start("conversation");
        const types = await phone.receive((messages) => messages.length > 0);
        expect(types).toHaveLength(1);
        expect(types[0]?.text).toContain("Revisión");
      },
    );

    test("asked to stop, each ends by itself with 0", { timeout: 60_000 }, async () => {
      const codes = await Promise.all(
        [...house.running.values()].map(
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

describeReal("traces of five processes", { kafka: await testKafka(), mongo: await testMongo() }, (stack) => {
  test(
    "a webhook is one trace through all services, and no patient is in any",
    { timeout: 120_000 },
    async () => {
      const received = await receiveTraces();
      const house = await startProcesses({
        ...stack,
        nodeArgs: ["--import", telemetry],
        env: (name) => ({
          OTEL_SERVICE_NAME: name,
          OTEL_EXPORTER_OTLP_ENDPOINT: received.url,
          OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
          OTEL_BSP_SCHEDULE_DELAY: "200",
          OTEL_METRICS_EXPORTER: "none",
          OTEL_LOGS_EXPORTER: "none",
        }),
      });
      try {
        const phone = await house.phone({ name: "Traza Prueba", language: "es", phone: "34600987654" });
        await phone.send({ type: "text", text: "Hola, quiero una cita" });
        await phone.receive((messages) => messages.length > 0);
        await phone.send({ type: "button_reply", ...titlesOf(await phone.choices())[0] });
        await phone.receive((messages) => messages.length > 0);

        const widest = () => {
          const traces = [...Map.groupBy(received.spans, ({ traceId }) => traceId).values()];
          const services = (trace: typeof received.spans) =>
            new Set(trace.map(({ service }) => service)).size;
          return traces.sort((a, b) => services(b) - services(a))[0] ?? [];
        };
        await expect
          .poll(() => [...new Set(widest().map(({ service }) => service))].sort(), { timeout: 20_000 })
          .toEqual([...serviceNames].sort());
        const libraries = new Set(widest().map(({ library }) => library));
        for (const library of ["http", "kafkajs", "grpc", "mongodb"]) expect(libraries).toContain(library);
        for (const words of ["Traza", "quiero una cita", "34600987654", "wamid"])
          expect(received.raw()).not.toContain(words);
      } finally {
        await house.stop();
        received.close();
      }
    },
  );
});
