import { startEmbeddedMongo } from "@careline/embedded-mongo";
import { fc } from "@fast-check/vitest";
import { afterAll, expect, test } from "vitest";
import { openHouse } from "../test-house.ts";
import { Notebook, places } from "./notebook.ts";
import { book, cancel, confirm, move, pass } from "./steps.ts";

const mongo = await startEmbeddedMongo({ path: ":memory:" });
const house = await openHouse(mongo.uri);
afterAll(async () => {
  await house.close();
  await mongo.stop();
});

const contact = fc.constantFrom("ana", "ben", "eva");
const somePlace = fc.constantFrom(...places);
const nth = fc.nat({ max: 4 });

const steps = [
  fc.tuple(contact, somePlace).map(([who, place]) => book(who, place)),
  fc.tuple(nth, somePlace).map(([visit, place]) => move(visit, place)),
  nth.map(cancel),
  nth.map(confirm),
  fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.constantFrom(false, false, true))
    .map(([hours, isDown]) => pass(hours, isDown)),
];

test("whatever is booked, moved, cancelled and waited for, no visit clashes and no reminder is untrue", async () => {
  const holds = fc.asyncProperty(
    fc.commands(steps, { size: "medium", maxCommands: 30 }),
    async (commands) => {
      await house.clear();
      await fc.asyncModelRun(() => ({ model: new Notebook(), real: house }), [...commands, pass(200, false)]);
    },
  );
  await expect(fc.assert(holds, { numRuns: 25, interruptAfterTimeLimit: 12_000 })).resolves.toBeUndefined();
}, 25_000);
