import { rootOf } from "../domain/merkle.ts";
import type { AuditLog, Publisher, Signer } from "./audit-ports.ts";

interface Needs {
  readonly log: AuditLog;
  readonly signer: Signer;
  readonly publisher: Publisher;
  readonly now: () => Date;
}

/** Signs and publishes the head of every log that grew. Stopped anywhere, the next round does it again. */
export function sealLogs({ log, signer, publisher, now }: Needs) {
  return async (): Promise<void> => {
    for (const head of await log.unsealed()) {
      const { tenantId, range } = head;
      const added = async (from: number) =>
        (await log.entries(tenantId, from, range.size - from)).map(({ leafHash }) => leafHash);
      const checkpoint = await signer.sign(tenantId, range.size, rootOf(range), added);
      await publisher.publish(head, checkpoint);
      await log.sealed(tenantId, range.size, checkpoint, now());
    }
  };
}
