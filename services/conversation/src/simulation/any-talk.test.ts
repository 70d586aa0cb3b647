import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { handBack, takeOver } from "../app/staff.ts";
import type { Say } from "../domain/message.ts";
import { yesOrNo } from "../domain/understand.ts";
import { choicesOf, house } from "./house.ts";

const words = [
  ...[
    "hola",
    "hi",
    "quiero una cita",
    "book a visit",
    "sí",
    "no",
    "Ana García",
    "3/5/1980",
    "mis citas",
    "mover",
    "cancelar",
  ],
  ...[
    "confirmar",
    "BAJA",
    "ALTA",
    "persona",
    "gracias",
    "menu",
    "english",
    "qwerty uiop",
    "👍",
    "",
    "me duele el pecho",
  ],
];
const ids = [
  ...[
    "appt.move.nobody.1",
    "appt.confirm.x.zz",
    "appt.cancel-yes.x.1",
    "time.vt-1.0~2020-01-01~09:00~vt-1",
    "more.x",
    "days.x",
  ],
  ...[
    "day.x.2026-02-31",
    "book.x",
    "drop.x",
    "other-time.x",
    "consent.yes",
    "consent.no",
    "opt-in.yes",
    "opt-in.no",
    "menu.person",
  ],
  ...[
    "move-to.a.1.0~2026-11-30~09:00~vt-1",
    "%",
    "....",
    "type.gone",
    "type.vt-2",
    "menu.book",
    "appt.show..",
    "more-days.",
  ],
];

type Step =
  | { kind: "says"; text: string }
  | { kind: "taps"; which: number }
  | { kind: "tapsId"; id: string }
  | { kind: "sends"; what: "media" | "location" | "contacts" | "reaction" | "system" | "other" }
  | { kind: "waits"; minutes: number }
  | { kind: "staff"; takes: boolean };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("taps" as const), which: fc.nat(12) }) },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant("says" as const), text: fc.constantFrom(...words) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("says" as const),
      text: fc.string({ unit: "grapheme", maxLength: 60 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("tapsId" as const),
      id: fc.oneof(fc.constantFrom(...ids), fc.string()),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("sends" as const),
      what: fc.constantFrom("media" as const, "location", "contacts", "reaction", "system", "other"),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("waits" as const),
      minutes: fc.integer({ min: 1, max: 6_000 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("staff" as const), takes: fc.boolean() }) },
);

// Bounded so that the file stays quick; the seed of a failure is printed.
test.prop([fc.array(step, { minLength: 5, maxLength: 40 })], { numRuns: 150 })(
  "whatever is written, tapped or waited: an answer that WhatsApp takes, or silence for a reason",
  async (steps) => {
    const world = house();
    const ana = world.contact("ana");
    for (const one of steps) {
      if (one.kind === "waits") {
        world.moveTo(new Date(world.now().getTime() + one.minutes * 60_000));
        continue;
      }
      if (one.kind === "staff") {
        await staff(one.takes);
        continue;
      }
      const owner = ana.standing()?.thread.owner ?? "bot";
      const message = messageOf(one);
      const says = await ana.deliver(message);
      const change = world.store.changes.at(-1);
      says.forEach(isSendable);
      if (says.length === 0) expect(change?.inbound?.action).toBe("message.recorded");
      if (one.kind === "says" && one.text === "me duele el pecho")
        expect(says[0]?.sayClass).toBe("emergency");
      if (owner === "person" && says.length > 0) expect(isOwnWill(says, one)).toBe(true);
      expect(await ana.deliver(message)).toEqual([]);
      expect(world.store.changes.at(-1)).toBe(change);
    }

    function messageOf(one: Exclude<Step, { kind: "waits" | "staff" }>) {
      if (one.kind === "says") return ana.message("text", one.text);
      if (one.kind === "sends") return ana.message(one.what, "");
      if (one.kind === "tapsId") return ana.message("choice", "", one.id);
      const choices = ana.choices();
      const choice = choices[one.which % Math.max(choices.length, 1)];
      return ana.message("choice", choice?.title ?? "", choice?.id ?? "");
    }

    async function staff(takes: boolean) {
      const standing = ana.standing();
      if (standing === undefined) return;
      const act = {
        tenantId: standing.tenantId,
        conversationId: standing.conversationId,
        staffId: "s",
        requestId: "r",
      };
      await (takes ? takeOver : handBack)(world.ports)(act);
    }
  },
);

/** With a person as owner the bot speaks only of danger, consent and opting out or in. */
function isOwnWill(says: readonly Say[], one: Step): boolean {
  if (says[0]?.sayClass === "emergency") return true;
  if (one.kind === "says") return ["BAJA", "ALTA"].includes(one.text) || yesOrNo(one.text) !== undefined;
  return one.kind === "tapsId" || one.kind === "taps";
}

function isSendable({ content }: Say): void {
  if (content.kind === "calendar") return;
  const longest = content.kind === "text" ? 4096 : 1024;
  expect(content.body.length).toBeGreaterThan(0);
  expect(content.body.length).toBeLessThanOrEqual(longest);
  const choices = choicesOf(content);
  if (content.kind === "buttons" || content.kind === "list") expect(choices.length).toBeGreaterThan(0);
  expect(choices.length).toBeLessThanOrEqual(content.kind === "buttons" ? 3 : 10);
  expect(new Set(choices.map(({ id }) => id)).size).toBe(choices.length);
  for (const { id, title, description = "" } of choices) {
    expect(title.length).toBeGreaterThan(0);
    expect(title.length).toBeLessThanOrEqual(content.kind === "buttons" ? 20 : 24);
    expect(description.length).toBeLessThanOrEqual(72);
    expect(id.length).toBeLessThanOrEqual(200);
    expect(id).not.toMatch(/ana|garc|1980/i);
  }
}
