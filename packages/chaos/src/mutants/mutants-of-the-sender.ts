import type { Mutant } from "./mutant.ts";

export const mutantsOfTheSender: readonly Mutant[] = [
  {
    name: "resend-when-uncertain",
    what: "a send whose fate is open is made again at once",
    edits: [
      {
        file: "services/notification/src/app/recover.ts",
        find: "now().getTime() - patienceMs(isEmergency, uncertainAfterMs)",
        replace: "now().getTime() + 0 * patienceMs(isEmergency, uncertainAfterMs)",
      },
      {
        file: "services/notification/src/app/recover.ts",
        find: "> before - deafMs",
        replace: "> before + 0 * deafMs",
      },
    ],
    scenario: { kind: "faults", faults: ["graph"], minutes: 2 },
    shows: /said twice/,
  },
  {
    name: "crash-forgets",
    what: "what was in the middle of its send when its sender died is simply sent again",
    edits: [
      {
        file: "services/notification/src/app/recover.ts",
        find: `step(current, { state: "uncertain", reason: "its sender stopped in the middle" }, now())`,
        replace: `step(current, { state: "planned", reason: "again", notBefore: now() }, now())`,
      },
    ],
    scenario: { kind: "die", service: "notification", point: "send.before-outcome", times: 6 },
    shows: /said twice/,
  },
  {
    name: "status-goes-down",
    what: "a status that comes late takes a tick back",
    edits: [
      {
        file: "services/notification/src/domain/status.ts",
        find: "const isNews = (ranks[heard.status] ?? 0) > rank &&",
        replace: "const isNews = (ranks[heard.status] ?? 0) !== rank &&",
      },
    ],
    scenario: { kind: "faults", faults: ["graph", "webhooks"] },
    shows: /stand behind/,
  },
  {
    name: "delivered-taken-for-read",
    what: "a reminder that was delivered and not read is not said by another channel",
    edits: [
      {
        file: "services/notification/src/domain/fallback.ts",
        find: `    case "read":
    case "suppressed":`,
        replace: `    case "read":
    case "delivered":
    case "suppressed":`,
      },
      {
        file: "services/notification/src/domain/fallback.ts",
        find: `    case "sent":
    case "delivered":
      return firstUnread`,
        replace: `    case "sent":
      return firstUnread`,
      },
    ],
    scenario: { kind: "faults", faults: ["other-channels"], minutes: 2.5 },
    shows: /stayed unread/,
  },
  {
    name: "out-of-line",
    what: "an answer does not wait for the one before it",
    edits: [
      {
        file: "services/notification/src/inbound/lanes.ts",
        find: `  source === "conversation" && intentClass !== "emergency";`,
        replace: `  source === "conversation" && intentClass !== "emergency" && source === "nobody";`,
      },
    ],
    // Few, so that each writes again soon; with fewer, some would hear more than the 45 in a row that WhatsApp allows.
    scenario: { kind: "faults", faults: ["graph"], people: 40, minutes: 1 },
    shows: /another order/,
  },
  {
    name: "audit-apart",
    what: "what was done is recorded after it was done, in a transaction of its own",
    edits: [
      {
        file: "services/notification/src/outbound/tell.ts",
        find: "  emit(topics.auditRecorded, {",
        replace: "  const later = notes.later ?? emit;\n  later(topics.auditRecorded, {",
      },
      {
        file: "services/notification/src/app/ports.ts",
        find: "export interface ChangeNotes {",
        replace: "export interface ChangeNotes {\n  readonly later?: any;",
      },
      {
        file: "services/notification/src/outbound/mongo-intents.ts",
        find: "    const run = (unit: SharedUnit) => apply(unit, which, rule, notes);",
        replace:
          "    const told: any[] = [];\n    const later = (...one: any[]) => void told.push(one);\n    const run = (unit: SharedUnit) => {\n      told.length = 0;\n      return apply(unit, which, rule, { ...notes, later });\n    };",
      },
      {
        file: "services/notification/src/outbound/mongo-intents.ts",
        find: `      return result === "again" ? unchanged : result;\n    } catch`,
        replace: `      failpoint("mutant.between");\n      await store.unit(async ({ emit }) => told.forEach(([topic, event]) => emit(topic, event)));\n      return result === "again" ? unchanged : result;\n    } catch`,
      },
    ],
    scenario: { kind: "die", service: "notification", point: "mutant.between", times: 8 },
    shows: /audit/,
  },
];
