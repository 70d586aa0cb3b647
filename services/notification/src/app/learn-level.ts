import type { TierNews } from "./ports.ts";

/** What WhatsApp says of a number and its clinic; what is left out it did not say. */
export interface Level {
  readonly perSecond?: number | undefined;
  readonly peopleADay?: number | "unlimited" | undefined;
}

export interface LevelPorts {
  readonly tier: Pick<TierNews, "learnt">;
  readonly perSecond: (phoneNumberId: string, perSecond: number) => Promise<void>;
  /** As WhatsApp has it now. Throws a Fault. */
  readonly levelAtMeta: (phoneNumberId: string) => Promise<Level>;
}

/** Keeps what a number may do. Again, it changes nothing. */
export function learnLevel({ tier, perSecond }: LevelPorts) {
  return async (tenantId: string, phoneNumberId: string, level: Level): Promise<void> => {
    if (level.perSecond !== undefined) await perSecond(phoneNumberId, level.perSecond);
    if (level.peopleADay !== undefined) await tier.learnt(tenantId, level.peopleADay);
  };
}
