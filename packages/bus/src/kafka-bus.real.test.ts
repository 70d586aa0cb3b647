import { testKafka } from "@careline/testing";
import { describeReal } from "@careline/testing/vitest";
import { busSuite, suitePausesMs } from "./bus.suite.ts";
import { kafkaBus } from "./index.ts";

describeReal("on a real Kafka", { kafka: (await testKafka())?.join(",") }, ({ kafka }) => {
  busSuite("kafka", () =>
    kafkaBus({ brokers: kafka.split(","), clientId: "suite", retryPausesMs: suitePausesMs }),
  );
});
