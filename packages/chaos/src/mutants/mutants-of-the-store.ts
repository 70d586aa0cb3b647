import type { Mutant } from "./mutant.ts";

export const mutantsOfTheStore: readonly Mutant[] = [
  {
    name: "mark-outside",
    what: "the inbox mark is written outside the transaction of its effects",
    edits: [
      {
        file: "packages/store/src/group.ts",
        find: ".insertMany(rows, { session, ordered: false })",
        replace: ".insertMany(rows, { ordered: false })",
      },
    ],
    scenario: { kind: "die", service: "conversation", point: "together.before-commit", times: 6 },
    shows: /have no answer/,
  },
  {
    name: "mark-before-send",
    what: "the relay marks a row as sent before the bus has it",
    edits: [
      {
        file: "packages/store/src/relay.ts",
        find: `    failpoint("relay.before-publish");\n`,
        replace: `    await markSent(db, rows.map(({ _id }) => _id));\n    failpoint("relay.before-publish");\n`,
      },
    ],
    scenario: { kind: "die", service: "conversation", point: "relay.before-publish", times: 6 },
    shows: /have no answer/,
  },
  {
    name: "late-commit-skipped",
    what: "the relay looks only at what is new, and skips what was committed late",
    edits: [
      {
        file: "packages/store/src/outbox-batch.ts",
        find: "    state: { $in: states },\n",
        replace: "    state: { $in: states },\n    createdAt: { $gte: new Date(Date.now() - 500) },\n",
      },
    ],
    scenario: { kind: "faults", faults: ["kill-service"] },
    shows: /have no answer|intents have no end/,
  },
  {
    name: "not-durable",
    what: "a transaction counts as saved before it is on disk",
    edits: [
      {
        file: "packages/store/src/transaction.ts",
        find: `writeConcern: { w: "majority", journal: true }`,
        replace: "writeConcern: { w: 1, journal: false }",
      },
    ],
    scenario: { kind: "faults", faults: ["kill-primary"], minutes: 2 },
    shows: /have no answer|nobody asked for|intents have no end|photos cannot be looked at/,
  },
  {
    name: "unknown-taken-for-done",
    what: "a commit that got no answer is taken for done",
    edits: [
      {
        file: "packages/store/src/transaction.ts",
        find: '      if (performance.now() > untilMs)\n        throw new Fault("unavailable", "whether it was saved is unknown", { cause: error });',
        replace: "      return;",
      },
    ],
    scenario: { kind: "faults", faults: ["primary-away"], minutes: 1, people: 1_500 },
    shows: /have no answer|intents have no end|audit log/,
  },
  {
    name: "number-forgotten",
    what: "an audit number is forgotten before its record is sent",
    edits: [
      {
        file: "packages/store/src/numbering.ts",
        find: "unsent: [...kept, ...fresh]",
        replace: "unsent: []",
      },
    ],
    scenario: { kind: "die", service: "conversation", point: "numbering.after-commit", times: 6 },
    shows: /audit log does not verify/,
  },
];
