import { setTimeout as pause } from "node:timers/promises";
import { type Broker, type Cluster, type Kafka, PartitionAssigners } from "kafkajs";

/** What kafkajs has and does not tell: a member leaves its group. */
interface Coordinator extends Broker {
  leaveGroup(member: { readonly groupId: string; readonly memberId: string }): Promise<unknown>;
}

interface Members {
  readonly groups: readonly {
    readonly members: readonly { readonly clientId: string; readonly memberId: string }[];
  }[];
}

// By then the request to join has gone: whose group still has a member need not wait for others to come.
const afterMs = 200;

/**
 * Lets members that bear this client's name leave the group: a process that was killed cannot, and until its session
 * ends its partitions would stand still. To be called before joining; what it answers, when joining has begun. A member
 * that lives after all (two processes under one name) is told so by the coordinator, and joins again.
 */
export async function predecessorOf(kafka: Kafka, group: string, name: string): Promise<() => Promise<void>> {
  const cluster = clusterOf(kafka, group);
  await cluster.connect();
  try {
    const coordinator = (await cluster.findGroupCoordinator({ groupId: group })) as Coordinator;
    const { groups } = (await coordinator.describeGroups({ groupIds: [group] })) as Members;
    const dead = groups.flatMap(({ members }) => members.filter(({ clientId }) => clientId === name));
    return async () => {
      try {
        if (dead.length > 0) await pause(afterMs);
        for (const { memberId } of dead) await coordinator.leaveGroup({ groupId: group, memberId });
      } finally {
        await cluster.disconnect();
      }
    };
  } catch (error) {
    await cluster.disconnect();
    throw error;
  }
}

/** Connections of their own: on the one that asked to join, a coordinator hears nothing more until all have joined. */
function clusterOf(kafka: Kafka, groupId: string): Cluster {
  let found: Cluster | undefined;
  const assigner: typeof PartitionAssigners.roundRobin = (config) => {
    found = config.cluster;
    return PartitionAssigners.roundRobin(config);
  };
  kafka.consumer({ groupId, partitionAssigners: [assigner] });
  if (found === undefined) throw new Error("kafkajs makes its assigners later than it did");
  return found;
}
