import type { Mutant } from "./mutant.ts";

export const mutantsOfTheGateway: readonly Mutant[] = [
  {
    name: "ack-before-publish",
    what: "WhatsApp gets its 200 before the broker has the message",
    edits: [
      {
        file: "services/gateway/src/app/receive-webhook.ts",
        find: "      await publish([...byId.values()]);",
        replace: "      void publish([...byId.values()]).catch(() => undefined);",
      },
    ],
    scenario: { kind: "faults", faults: ["kill-broker", "kill-service"] },
    shows: /have no answer/,
  },
  {
    name: "ack-when-unavailable",
    what: "WhatsApp gets a 200 for what could not be kept",
    edits: [
      {
        file: "services/gateway/src/inbound/webhook.ts",
        find: `reject(isForNow ? "unavailable" : "bug", error);`,
        replace: `if (isForNow) accept(response); else reject("bug", error);`,
      },
    ],
    // What got its 200 too soon is kept a moment later, unless the process dies meanwhile.
    scenario: { kind: "die", service: "gateway", point: "gateway.after-refusal", times: 3 },
    shows: /have no answer/,
  },
  {
    name: "event-id-by-chance",
    what: "a webhook that comes twice is two events",
    edits: [
      {
        file: "services/gateway/src/app/receive-webhook.ts",
        find: `    return uuid8(await blindIndex(tenantId, "wamid", JSON.stringify(parts)));`,
        replace: `    return uuid8(await blindIndex(tenantId, "wamid", JSON.stringify([...parts, Math.random()])));`,
      },
    ],
    scenario: { kind: "faults", faults: ["webhooks"] },
    isFast: true,
    shows: /nobody asked for/,
  },
  {
    name: "words-in-a-log",
    what: "a line of the log has what a patient wrote",
    edits: [
      {
        file: "services/gateway/src/inbound/webhook.ts",
        find: "      const parsed = parsedOf(raw);\n",
        replace: "      const parsed = parsedOf(raw);\n      process.stdout.write(`${raw.toString()}\\n`);\n",
      },
    ],
    scenario: { kind: "faults", faults: [] },
    isFast: true,
    shows: /lie in clear/,
  },
];
