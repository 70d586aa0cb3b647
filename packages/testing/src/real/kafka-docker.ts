import { engineAnswers } from "./docker-engine.ts";
import { kafkaVersion } from "./kafka-libs.ts";

// A broker tells its clients where to come back to, so the port outside must be known inside.
const port = 29_092;

/** A Kafka in a container that all test files share, where a Docker engine answers at once and has or gets the image. */
export async function dockerKafka(): Promise<string[] | undefined> {
  if (!(await engineAnswers())) return undefined;
  const { GenericContainer, Wait } = await import("testcontainers");
  try {
    const container = await new GenericContainer(`apache/kafka:${kafkaVersion}`)
      .withEnvironment({
        KAFKA_NODE_ID: "1",
        KAFKA_PROCESS_ROLES: "broker,controller",
        KAFKA_CONTROLLER_QUORUM_VOTERS: "1@localhost:9093",
        KAFKA_CONTROLLER_LISTENER_NAMES: "CONTROLLER",
        KAFKA_LISTENERS: `PLAINTEXT://:${port},CONTROLLER://:9093`,
        KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://127.0.0.1:${port}`,
        KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        KAFKA_AUTO_CREATE_TOPICS_ENABLE: "false",
        KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: "1",
        KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: "1",
        KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: "1",
        KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: "0",
      })
      .withExposedPorts({ container: port, host: port })
      .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
      .withReuse()
      .start();
    return [`${container.getHost()}:${port}`];
  } catch {
    return undefined;
  }
}
