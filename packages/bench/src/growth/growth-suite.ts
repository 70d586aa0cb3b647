import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { kafkaBus } from "@careline/bus";
import { topics } from "@careline/contracts";
import { benchHome, sharedStack } from "../stack/real-stack.ts";
import type { Profile, Suite } from "../suite.ts";
import { auditEntries } from "./audit-entries.ts";
import { conversations } from "./conversations.ts";
import { growthCurve, growthRows } from "./growth-rows.ts";
import { growIn } from "./lap.ts";
import { reminders } from "./reminders.ts";

interface Sizes {
  readonly rounds: number;
  readonly conversations: readonly number[];
  readonly messages: number;
  readonly reminders: readonly number[];
  readonly due: number;
  readonly entries: readonly number[];
  readonly appended: number;
}

const sizes: Readonly<Record<Profile, Sizes>> = {
  smoke: {
    ...{ rounds: 1, conversations: [1_000, 10_000], messages: 400 },
    ...{ reminders: [1_000, 10_000], due: 2_000, entries: [4_000, 40_000], appended: 4_000 },
  },
  quick: {
    ...{ rounds: 3, conversations: [1_000, 10_000, 100_000], messages: 800 },
    ...{ reminders: [10_000, 100_000], due: 8_000, entries: [10_000, 100_000], appended: 5_000 },
  },
  full: {
    ...{ rounds: 5, conversations: [1_000, 10_000, 100_000, 1_000_000], messages: 800 },
    ...{ reminders: [10_000, 100_000, 1_000_000], due: 20_000 },
    ...{ entries: [10_000, 100_000, 1_000_000], appended: 10_000 },
  },
};

/** What an operation costs while what is stored grows tenfold, and tenfold again. */
export const growthSuite: Suite = async ({ profile, say }) => {
  const size = sizes[profile];
  const stack = await sharedStack();
  if (stack === undefined)
    return { rows: [], checks: [], notes: ["needs a real Kafka and MongoDB: skipped"] };
  mkdirSync(benchHome, { recursive: true });
  const folder = mkdtempSync(join(benchHome, "growth-"));
  const bus = await kafkaBus({ brokers: [...stack.brokers], clientId: "bench-growth" });
  try {
    await bus.ensureTopics([topics.messageReceived, topics.intentComposed, topics.reminderDue]);
    const place = { uri: stack.mongoUri, mongoPid: stack.mongoPid, folder };
    const { rounds } = size;
    // An entry costs little: more rounds, so that one disturbed lap decides nothing.
    const more = rounds + 2;
    const grown = [
      await growIn(conversations(stack, bus, size.messages, rounds), size.conversations, rounds, say),
      await growIn(reminders(stack, size.due), size.reminders, rounds, say),
      await growIn(auditEntries(place, size.appended, more), size.entries, more, say),
    ];
    return {
      rows: grown.flatMap(growthRows),
      checks: grown.flatMap(({ checks }) => checks),
      curves: grown.map(growthCurve),
      notes: [
        "Ratios are the cost at a tenth of the size over the cost at this one: 0.91 is ten per cent more. The database has 256 MB of cache.",
      ],
    };
  } finally {
    await bus.close();
    rmSync(folder, { recursive: true, force: true });
  }
};
