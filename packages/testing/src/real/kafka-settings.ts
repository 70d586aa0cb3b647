/** One node of a cluster: broker and controller in one process. */
export interface KafkaNode {
  readonly id: number;
  readonly port: number;
  /** Where others are told to find it, when not there. */
  readonly advertisedPort?: number;
  readonly controllerPort: number;
  /** Data, settings and log. */
  readonly dir: string;
}

/** The server.properties of one node. */
export function serverProperties(node: KafkaNode, all: readonly KafkaNode[]): string {
  const copies = Math.min(3, all.length);
  const inSync = copies === 3 ? 2 : 1;
  const voters = all.map(({ id, controllerPort }) => `${id}@127.0.0.1:${controllerPort}`).join(",");
  const settings: Readonly<Record<string, string | number | boolean>> = {
    "process.roles": "broker,controller",
    "node.id": node.id,
    "controller.quorum.voters": voters,
    "controller.listener.names": "CONTROLLER",
    listeners: `PLAINTEXT://127.0.0.1:${node.port},CONTROLLER://127.0.0.1:${node.controllerPort}`,
    ...(node.advertisedPort !== undefined && {
      "advertised.listeners": `PLAINTEXT://127.0.0.1:${node.advertisedPort}`,
    }),
    "log.dirs": `${node.dir}/data`,
    "auto.create.topics.enable": false,
    "unclean.leader.election.enable": false,
    "num.partitions": 1,
    "default.replication.factor": copies,
    "min.insync.replicas": inSync,
    "offsets.topic.replication.factor": copies,
    "offsets.topic.num.partitions": 8,
    "transaction.state.log.replication.factor": copies,
    "transaction.state.log.min.isr": inSync,
    "transaction.state.log.num.partitions": 8,
    "share.coordinator.state.topic.replication.factor": copies,
    "share.coordinator.state.topic.min.isr": inSync,
    "group.initial.rebalance.delay.ms": 0,
    // Else a node that comes back from a kill waits 12 s until its former self counts as gone.
    "broker.session.timeout.ms": 3_000,
    "broker.heartbeat.interval.ms": 500,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
}

export const log4jProperties = `appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d %p %c{1}: %m%n
rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
logger.start.name = kafka.server.KafkaRaftServer
logger.start.level = info
`;
