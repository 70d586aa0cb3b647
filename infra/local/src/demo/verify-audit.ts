import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const verifier = fileURLToPath(
  new URL("../../../../services/compliance-audit/verify/main.ts", import.meta.url),
);

/** Verifies a published audit log as anybody would: offline, by `npm run audit -- verify`. */
export function verifyAudit(folder: string): { readonly isWell: boolean; readonly text: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [verifier, "verify", folder], {
    encoding: "utf8",
  });
  return { isWell: status === 0, text: `${stdout.trim()}${stderr.trim()}` };
}
