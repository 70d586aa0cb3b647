import { post } from "@careline/local/demo/phone";
import { chanceFrom } from "@careline/local/storm/chance";
import { nap, oneOf } from "../faults/nap.ts";
import { bringPerson } from "../load/contacts.ts";
import { openDesk } from "../load/desk.ts";
import { openPhotoDesk } from "../load/photos.ts";
import { plansChanged } from "../load/plans-changed.ts";
import type { Session } from "../session.ts";
import { withoutCoexistence } from "./leads-by-what-is-stored.ts";

const everyMs = {
  ...{ newcomer: 2_000, desk: 2_000, plans: 2_000, photo: 1_000 },
  ...{ unheard: 3_000, visits: 5_000, alone: 5_000 },
} as const;
const remindedWithinMs = 60_000;
// People are counted only for whom WhatsApp has set a limit.
const farFromReached = { messagingLimit: "TIER_100K", numberPerSecond: 1_000 };

export interface Stimuli {
  /** Rests while the ledger is looked at: what comes by itself then would never be still. */
  rest(): void;
  goOn(): void;
  end(): Promise<void>;
}

/** What leads to places that the usual load passes once, or never. */
export async function playStimuli(session: Session, people: number, seed: number): Promise<Stimuli> {
  const { house, load, clinic, staff } = session;
  const { clinics, local } = house;
  const over = new AbortController();
  const desk = await openDesk(house);
  const chance = chanceFrom(seed);
  const photos = await openPhotoDesk({
    ...{ house, staff, chance: chanceFrom(seed + 1) },
    found: (problem) => void session.found.push(problem),
  });
  for (const { emulator } of clinics) await post(`${emulator}/control/limits`, farFromReached);
  let isResting = false;
  let index = people;
  const often = async (ms: number, deed: () => unknown): Promise<void> => {
    // What could not be done while something was dead is done the next time.
    while (await nap(ms, over.signal)) if (!isResting) await Promise.resolve(deed()).catch(() => undefined);
  };
  const running = [
    // Some places are passed only for somebody who has never written before.
    often(everyMs.newcomer, async () => load.welcome(await bringPerson(clinics, (index += 1), chance))),
    often(everyMs.desk, async () => desk.erase(await desk.enter())),
    often(everyMs.plans, () => plansChanged(staff, chance)),
    often(everyMs.unheard, () => breakOne((oneOf(clinics, chance) ?? local).emulator)),
    often(everyMs.photo, () => photos.look()),
    often(everyMs.alone, () => withoutCoexistence(house.mongoUri)),
    often(everyMs.visits, () => clinic.goOn(Date.now() + remindedWithinMs)),
  ];
  return {
    rest: () => void (isResting = true),
    goOn: () => void (isResting = false),
    async end() {
      over.abort();
      await Promise.all(running);
      await desk.close();
      await photos.close();
    },
  };
}

/**
 * The connection breaks before WhatsApp has taken the next send on: no status will ever tell. One at a time: what piled up
 * while nobody sends would all meet the same message, until it is given up.
 */
async function breakOne(emulator: string): Promise<void> {
  const faults = `${emulator}/control/faults`;
  const { faults: waiting } = (await (await fetch(faults)).json()) as { faults: readonly object[] };
  if (waiting.length === 0) await post(faults, { kind: "refuse" });
}
