import type { Ports } from "./ports.ts";

/** Gives a held time back. A hold that is gone, or another's, changes nothing. */
export function releaseHold({ diary }: Ports) {
  return (tenantId: string, holdId: string, contactId: string): Promise<void> =>
    diary.transaction(async (page) => {
      const hold = await page.hold(tenantId, holdId);
      if (hold?.contactId === contactId) await page.dropHold(hold);
    });
}
