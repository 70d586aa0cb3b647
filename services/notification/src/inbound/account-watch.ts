import { every, type Log, type Poller } from "@careline/runtime";
import { learnLevel, type LevelPorts } from "../app/learn-level.ts";
import { submitTemplate } from "../app/submit-template.ts";
import { syncTemplates } from "../app/sync-templates.ts";
import type { TemplatePorts } from "../app/template-ports.ts";

const lookMs = 1_000;
const syncMs = 15 * 60_000;
const longestPauseMs = 300_000;

export interface AccountWatch extends Poller {
  /** WhatsApp refused a send for its template: what is known of this clinic's may be old. */
  doubt(tenantId: string): void;
}

interface Round {
  /** By the clock; undefined: as soon as may be. */
  dueAt: Date | undefined;
  /** By a clock that nobody sets: WhatsApp is not asked again before. */
  notBeforeMs: number;
  failures: number;
}

/** A clinic and the number that it sends from. */
export interface Watched {
  readonly tenantId: string;
  readonly phoneNumberId: string;
}

/**
 * Asks WhatsApp for each clinic's templates and limits at start and every quarter of an hour, and submits what was
 * approved here.
 */
export function accountWatch(
  ports: TemplatePorts & LevelPorts,
  watched: readonly Watched[],
  log: Log,
): AccountWatch {
  const sync = syncTemplates(ports);
  const submit = submitTemplate(ports);
  const learn = learnLevel(ports);
  const rounds = new Map<string, Round>(
    watched.map(({ tenantId }) => [tenantId, { dueAt: undefined, notBeforeMs: 0, failures: 0 }]),
  );

  async function look({ tenantId, phoneNumberId }: Watched): Promise<void> {
    const round = rounds.get(tenantId);
    if (round === undefined) return;
    if (round.notBeforeMs > performance.now()) return;
    if (round.dueAt !== undefined && round.dueAt > ports.now()) return;
    try {
      await sync(tenantId, "sync");
      await learn(tenantId, phoneNumberId, await ports.levelAtMeta(phoneNumberId));
      Object.assign(round, { dueAt: new Date(ports.now().getTime() + syncMs), failures: 0 });
      round.notBeforeMs = performance.now() + 5 * lookMs;
    } catch (error) {
      const attempt = ++round.failures;
      round.notBeforeMs = performance.now() + Math.min(longestPauseMs, lookMs * 2 ** (attempt - 1));
      log.warn("WhatsApp did not say how an account stands", { tenantId, attempt, error });
    }
  }

  const poller = every(
    lookMs,
    async () => {
      for (const each of watched) await look(each);
      for (const which of await ports.templates.toSubmit(ports.now())) await submit(which);
    },
    log,
  );
  return {
    ...poller,
    doubt(tenantId) {
      const round = rounds.get(tenantId);
      if (round !== undefined) round.dueAt = undefined;
    },
  };
}
