import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { takeOver } from "../app/staff.ts";
import { bodies, house } from "./house.ts";

const danger = "mi mamá no puede respirar";

describe("while an ordinary message waits for scheduling", () => {
  test("an emergency of the same contact is answered, and the dialogue then goes on where it stood", async () => {
    const world = house();
    const ana = world.contact("ana");
    await ana.says("hola");
    await ana.taps("Sí, acepto");
    const back = Promise.withResolvers<void>();
    world.scheduling.hangsUntil(back.promise);
    const stuck = ana.deliver(ana.message("text", "quiero una cita"));
    const later = ana.message("text", danger);
    expect(bodies(await ana.deliver(later, "emergency"))).toContain("112");
    expect(ana.standing()?.thread).toMatchObject({ owner: "bot", urgent: true });
    back.resolve();
    await stuck;
    expect(await ana.deliver(later)).toEqual([]);
    expect(ana.standing()?.thread.stage.kind).toBe("visit-type");
    expect(ana.standing()?.thread.urgent).toBe(true);
    const said = world.store.changes.map(({ before, intents }) => [before.sequence, intents.length]);
    expect(said.map((one) => one.join())).toEqual(["0,1", "1,1", "2,1", "3,1"]);
  });

  test("a message that was overtaken takes back neither the window nor the language", async () => {
    const world = house();
    const ana = world.contact("ana");
    const overtaken = ana.message("text", "Hello, I would like to book an appointment");
    world.moveTo(new Date(world.now().getTime() + 60_000));
    const later = ana.message("text", danger);
    await ana.deliver(later, "emergency");
    await ana.deliver(overtaken);
    expect(ana.standing()).toMatchObject({ lastInboundAt: later.sentAt, thread: { language: "es" } });
  });
});

describe("one guidance per message", () => {
  type Lane = "dialogue" | "emergency";
  const orders: readonly (readonly Lane[])[] = [
    ["emergency", "dialogue"],
    ["dialogue", "emergency"],
    ["emergency", "emergency", "dialogue", "emergency", "dialogue"],
    ["dialogue", "dialogue", "emergency", "dialogue", "emergency"],
  ];

  test.each(orders)("heard by %s and %s, again and again", async (...lanes) => {
    const world = house();
    const ana = world.contact("ana");
    const message = ana.message("text", danger);
    for (const lane of lanes) await ana.deliver(message, lane);
    expect(world.store.changes).toHaveLength(1);
    expect(world.store.changes[0]).toMatchObject({
      inbound: { heard: message, action: "message.answered" },
      intents: [{ say: { sayClass: "emergency" } }],
      handOver: { owner: "bot", reason: "emergency", urgent: true },
      deeds: [{ action: "emergency.flagged" }],
    });
  });

  test("heard by both at the same moment", async () => {
    const world = house();
    const ana = world.contact("ana");
    const message = ana.message("text", danger);
    await Promise.all([ana.deliver(message), ana.deliver(message, "emergency"), ana.deliver(message)]);
    expect(world.store.changes).toHaveLength(1);
  });
});

describe("whoever it is", () => {
  test("without consent, as the first message ever, nobody else is asked", async () => {
    const world = house();
    world.scheduling.isAway(true);
    world.ports.consents.current = () => Promise.reject(new Error("asked"));
    const ben = world.contact("ben");
    const says = await ben.deliver(ben.message("text", "I can't breathe"), "emergency");
    expect(bodies(says)).toContain("Call 112 now");
    expect(ben.standing()).toMatchObject({ version: 1, address: { phone: "34600000001" } });
    expect(world.ledger).toEqual([]);
  });

  test("with a person as owner, who stays the owner and is alerted", async () => {
    const world = house();
    const ana = world.contact("ana");
    await ana.says("hola");
    const { conversationId = "" } = ana.standing() ?? {};
    const act = { tenantId: world.clinic.tenantId, conversationId, staffId: "s1", requestId: "r" };
    await takeOver(world.ports)(act);
    expect(await ana.deliver(ana.message("text", danger), "emergency")).toHaveLength(1);
    expect(world.store.changes.at(-1)?.handOver).toEqual({
      owner: "person",
      reason: "emergency",
      urgent: true,
    });
    expect(ana.standing()?.thread).toMatchObject({ owner: "person", urgent: true });
  });

  test("after an opt-out, which stays", async () => {
    const world = house();
    const ana = world.contact("ana");
    await ana.says("hola");
    await ana.taps("Sí, acepto");
    await ana.says("BAJA");
    expect(await ana.deliver(ana.message("media", danger), "emergency")).toHaveLength(1);
    expect(world.ledger.at(-1)?.decision).toBe("withdrawn");
  });
});

const words = ["hola", "quiero una cita", "sí", "no", "BAJA", "persona", "👍", "", "Ana García", "book"];
const heardTwice = fc.record({
  text: fc.constantFrom(...words, danger, "I want to die", "my chest hurts"),
  lanes: fc.constantFrom("before", "after", "never", "again" as const),
});

test.prop([fc.array(heardTwice, { minLength: 1, maxLength: 15 })], { numRuns: 60 })(
  "the emergency lane changes nothing of how a talk ends, and lets pass what is no emergency",
  async (steps) => {
    const [plain, raced] = [house(), house()];
    const [ana, ben] = [plain.contact("ana"), raced.contact("ana")];
    for (const { text, lanes } of steps) {
      await ana.says(text);
      const message = ben.message("text", text);
      if (lanes === "before" || lanes === "again") await ben.deliver(message, "emergency");
      await ben.deliver(message);
      if (lanes === "after" || lanes === "again") expect(await ben.deliver(message, "emergency")).toEqual([]);
    }
    const told = (world: typeof plain) =>
      world.store.changes.map(({ before, after, intents, handOver }) => ({
        ...{ sequence: before.sequence, after, handOver },
        says: intents.map(({ say }) => say.sayClass),
      }));
    expect(told(raced)).toEqual(told(plain));
  },
);
