import { failpoint } from "@careline/faults";
import { rootOf } from "../domain/merkle.ts";
import type { AuditLog, Head, Publisher, Signer } from "./audit-ports.ts";

interface Needs {
  readonly log: AuditLog;
  readonly signer: Signer;
  readonly publisher: Publisher;
  readonly now: () => Date;
  /** Told of a log that was not sealed: one that the signer refuses must not leave the others open. */
  readonly onFault: (tenantId: string, error: unknown) => void;
}

/** Signs and publishes the head of every log that grew. Stopped anywhere, the next round does it again. */
export function sealLogs({ log, signer, publisher, now, onFault }: Needs) {
  return async (): Promise<void> => {
    for (const head of await log.unsealed())
      await seal(head).catch((error: unknown) => onFault(head.tenantId, error));
  };

  async function seal(head: Head): Promise<void> {
    const { tenantId, range } = head;
    const added = (from: number) => log.leafHashes(tenantId, from, range.size);
    const checkpoint = await signer.sign(tenantId, range.size, rootOf(range), added);
    failpoint("audit.before-publish");
    await publisher.publish(head, checkpoint);
    failpoint("audit.before-sealed");
    await log.sealed(tenantId, range.size, checkpoint, now());
    failpoint("audit.after-sealed");
  }
}
