import type { Mutant } from "./mutant.ts";

export const mutantsOfTheDialogue: readonly Mutant[] = [
  {
    name: "hears-twice",
    what: "a message that comes twice is carried out twice",
    edits: [
      {
        file: "services/conversation/src/app/take-turn.ts",
        find: "    mark: heard.eventId,",
        replace: "    mark: ports.newId(),",
      },
      {
        file: "services/conversation/src/outbound/write-change.ts",
        find: "      _id: heard.eventId,",
        replace: "      _id: `${heard.eventId}${change.mark}`,",
      },
    ],
    scenario: { kind: "faults", faults: ["webhooks"] },
    shows: /nobody asked for/,
  },
  {
    name: "reminder-of-the-past",
    what: "a visit that was moved or cancelled keeps its old reminders",
    edits: [
      {
        file: "services/scheduling/src/outbound/mongo-reminders.ts",
        find: `{ $set: { state: "void" } }`,
        replace: `{ $set: { saidAt: new Date(0) } }`,
      },
      {
        file: "services/scheduling/src/domain/reminders.ts",
        find: `  if (appointment.status === "cancelled") return { kind: "untrue", reason: "cancelled" };\n  if (appointment.version !== version) return { kind: "untrue", reason: "moved" };\n`,
        replace: "  void version;\n",
      },
    ],
    scenario: { kind: "faults", faults: [], minutes: 2 },
    shows: /reminders were said that must not be/,
  },
  {
    name: "reminder-missed",
    what: "a scheduler that comes back looks only at what is due from now on",
    edits: [
      {
        file: "services/scheduling/src/outbound/mongo-reminders.ts",
        find: "dueAt: { $lte: now } }",
        replace: "dueAt: { $lte: now, $gte: new Date(now.getTime() - 400) } }",
      },
    ],
    scenario: { kind: "faults", faults: ["due-time"], minutes: 2.5 },
    shows: /reminders were not said/,
  },
  {
    name: "hold-without-end",
    what: "a hold never lapses",
    edits: [
      {
        file: "services/scheduling/src/domain/hold.ts",
        find: "(claim.until !== undefined && claim.until > now)",
        replace: "(claim.until !== undefined && claim.until > new Date(0 * now.getTime()))",
      },
    ],
    scenario: { kind: "faults", faults: [], minutes: 2.5 },
    shows: /hold has no end/,
  },
  {
    name: "key-forgotten",
    what: "a booking that is asked for again, with the same key, is looked at as a new one",
    edits: [
      {
        file: "services/scheduling/src/app/book-appointment.ts",
        find: "  if (done === undefined) return undefined;",
        replace: "  if (done === undefined || done !== undefined) return undefined;",
      },
    ],
    scenario: { kind: "faults", faults: [], minutes: 2.5 },
    shows: /not the same booking/,
  },
];
