import { join } from "node:path";
import { verifyAudit } from "@careline/local/demo/verify-audit";
import { storm } from "@careline/local/storm/storm";
import { zero } from "./print.ts";

export interface EmbeddedPlan {
  readonly data: string;
  readonly seed: number;
  readonly conversations: number;
  readonly kills: number;
  readonly say: (line: string) => void;
}

/** The whole house in one process on the embedded stack, killed again and again under load. True when all is as promised. */
export async function runEmbedded(plan: EmbeddedPlan): Promise<boolean> {
  const { say } = plan;
  const report = await storm({ ...plan, data: join(plan.data, "embedded"), real: false });
  const { lost, duplicated, disordered, undelivered, unsettled, answers, recoveries } = report;
  const audit = verifyAudit(report.auditDir);
  const patients = report.ledger.accepted.size;
  say(
    `embedded: ${recoveries.length} kills; L ${zero(lost, answers)}, D ${zero(duplicated, answers)}, O ${zero(disordered, patients)}`,
  );
  say(`embedded: ${undelivered} not delivered, ${unsettled} without an end; ${audit.text}`);
  return lost + duplicated + disordered + undelivered + unsettled === 0 && audit.isWell;
}
