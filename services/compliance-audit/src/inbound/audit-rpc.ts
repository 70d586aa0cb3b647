import { AuditServiceDefinition } from "@careline/contracts/compliance/v1/audit_service";
import { type Bound, handlers } from "@careline/rpc";
import type { AuditLog } from "../app/audit-ports.ts";
import { emptyRange, rootOf } from "../domain/merkle.ts";

const defaultPage = 100;
const largestPage = 500;

export function auditRpc(log: AuditLog): Bound {
  return handlers(
    AuditServiceDefinition,
    {
      async getHead(_request, { tenantId }) {
        const head = await log.head(tenantId);
        const range = head?.range ?? emptyRange;
        const { checkpoint = "", sealedAt } = head ?? {};
        return { size: BigInt(range.size), rootHash: rootOf(range), checkpoint, sealedAt };
      },
      async listEntries({ page, patientRef }, { tenantId }) {
        const size = page !== undefined && page.size > 0 ? Math.min(page.size, largestPage) : defaultPage;
        const from = /^\d+$/.test(page?.token ?? "") ? Number(page?.token) : 0;
        const found = await log.entries(tenantId, from, size, patientRef === "" ? undefined : patientRef);
        const last = found.at(-1);
        return {
          entries: found.map(({ index, bytes, leafHash }) => ({
            index: BigInt(index),
            leaf: Buffer.from(bytes),
            leafHash: Buffer.from(leafHash),
          })),
          nextPageToken: found.length === size && last !== undefined ? String(last.index + 1) : "",
        };
      },
    },
    { allow: ["gateway", "operator"] },
  );
}
