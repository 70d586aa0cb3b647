import type { Mutant } from "./mutant.ts";

export const mutantsOfTheBus: readonly Mutant[] = [
  {
    name: "offset-before-effect",
    what: "an offset is committed as soon as its record is fetched",
    edits: [
      {
        file: "packages/bus/src/kafka/partition-lane.ts",
        find: "      payload.resolveOffset(last.offset);\n",
        replace:
          "      payload.resolveOffset(last.offset);\n      note({ topic, partition, next: String(BigInt(last.offset) + 1n) });\n",
      },
    ],
    scenario: { kind: "faults", faults: ["kill-primary", "kill-service"] },
    shows: /have no answer/,
  },
  {
    name: "failure-taken-for-done",
    what: "a record whose handler failed for a moment is passed over",
    edits: [
      {
        file: "packages/bus/src/lane/lane.ts",
        find: `        if (next.kind === "park") return next.reason;`,
        replace: `        if (next.kind === "park") return next.reason;\n        return undefined;`,
      },
    ],
    // Away for less, the driver's own second try helps, and no handler fails.
    scenario: { kind: "faults", faults: ["primary-away"] },
    shows: /have no answer/,
  },
  {
    name: "gives-up-soon",
    what: "what would heal by itself is parked at the first failure",
    edits: [
      {
        file: "packages/bus/src/lane/after-failure.ts",
        find: "      const isOurBug = !(error instanceof Fault) && !isDatabaseAway(error);\n      if (isOurBug && tries > pausesMs.length)",
        replace: "      if (tries > 0)",
      },
    ],
    scenario: { kind: "faults", faults: ["primary-away"] },
    shows: /have no answer/,
  },
  {
    name: "unconfirmed-taken-for-sent",
    what: "a batch that the broker did not confirm is taken for sent",
    edits: [
      {
        file: "packages/bus/src/kafka/sender.ts",
        find: "        isAgain = true;\n",
        replace: "        isAgain = true;\n        if (cause !== undefined) return undefined;\n",
      },
    ],
    scenario: { kind: "faults", faults: ["kill-broker"] },
    shows: /have no answer/,
  },
  {
    name: "park-without-hold",
    what: "a record is parked, and what comes after it with its key is carried out all the same",
    edits: [
      {
        file: "packages/bus/src/lane/lane.ts",
        find: "    await surely(record, signal, () => holds.hold(group, record.topic, record.key, failure));\n",
        replace: "",
      },
    ],
    scenario: { kind: "faults", faults: ["held"], minutes: 1.5 },
    shows: /nobody asked for/,
  },
];
