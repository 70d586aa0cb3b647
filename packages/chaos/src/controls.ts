import { check } from "./check/check.ts";
import { readLedger } from "./ledger/ledger.ts";
import type { Entry, Said, Taken } from "./ledger/record.ts";
import { uncertainAfterMs } from "./session.ts";

export interface PlantedControl {
  readonly what: string;
  readonly isFound: boolean;
}

type Plant = (entries: readonly Entry[], answers: readonly Said[]) => readonly Entry[];

/** Spoils a copy of a run's own ledger in every way that the checker must see, and tells whether it does. */
export async function plantedControls(files: readonly string[]): Promise<readonly PlantedControl[]> {
  const entries = await readLedger(files);
  const answers = entries.filter(
    (entry): entry is Said => entry.type === "said" && entry.kind !== "reminder",
  );
  const before = countsOf(entries);
  return plants.map(({ what, count, plant }) => {
    const after = countsOf(plant(entries, answers));
    return { what, isFound: answers.length > 1 && after[count] > before[count] };
  });
}

interface PlantRow {
  readonly what: string;
  readonly count: keyof ReturnType<typeof countsOf>;
  readonly plant: Plant;
}

const planted: Taken = { type: "taken", channel: "sms", intent: "planted", patient: "planted", at: 0 };

const plants: readonly PlantRow[] = [
  {
    what: "an answer that was never said",
    count: "lost",
    plant: (entries, answers) => entries.filter((entry) => entry !== middle(answers)),
  },
  {
    what: "an intent that was said twice",
    count: "twice",
    plant: (entries, answers) => [
      ...entries,
      ...again(middle(answers), (said) => ({ ...said, ref: "planted" })),
    ],
  },
  {
    what: "an SMS that was taken twice",
    count: "twice",
    plant: (entries) => [...entries, planted, planted],
  },
  {
    what: "an answer to a question that was answered",
    count: "extra",
    plant: (entries, answers) => [
      ...entries,
      ...again(middle(answers), (said) => ({ ...said, ref: "planted", intent: "planted" })),
    ],
  },
  {
    what: "two answers the wrong way round",
    count: "disordered",
    plant: (entries, answers) => swapped(entries, answers),
  },
  {
    what: "a reminder that nobody asked for",
    count: "reminders",
    plant: (entries, answers) => [
      ...entries,
      ...again(middle(answers), (said) => ({ ...said, ref: "planted", intent: "planted", kind: "reminder" })),
    ],
  },
];

function countsOf(entries: readonly Entry[]) {
  const { answers, twice, reminders } = check(entries, uncertainAfterMs);
  const { lost, extra, disordered } = answers;
  const wrong = reminders.missed + reminders.extra + reminders.early;
  return { lost, extra, disordered, twice: twice.twice, reminders: wrong };
}

function middle(answers: readonly Said[]): Said | undefined {
  return answers[Math.floor(answers.length / 2)];
}

function again(said: Said | undefined, change: (said: Said) => Said): readonly Said[] {
  return said === undefined ? [] : [{ ...change(said), at: said.at + 1 }];
}

/** Exchanges the moments of two neighbouring answers of one patient. */
function swapped(entries: readonly Entry[], answers: readonly Said[]): readonly Entry[] {
  const ofOne = [...Map.groupBy(answers, ({ patient }) => patient).values()].find((all) => all.length > 1);
  const [one, other] = ofOne ?? [];
  if (one === undefined || other === undefined) return entries;
  return entries.map((entry) => {
    if (entry === one) return { ...one, at: other.at };
    return entry === other ? { ...other, at: one.at } : entry;
  });
}
