import type { CommandStartedEvent, Document } from "mongodb";
import { expect, test } from "vitest";
import { tenantId } from "../clinic.fixture.ts";
import { openDesk } from "../desk.fixture.ts";
import { priorities, type State } from "../domain/intent.ts";
import type { IntentDocument } from "./documents.ts";
import { migrations } from "./indexes.ts";

const past = 400;
const pastStates: readonly State[] = ["accepted", "sent", "delivered", "read", "failed"];

/** What is over costs no look at what is not, on whatever server lies at `uri`. */
export function looksSuite(uri: string): void {
  test("no look at what is on its way goes through what is over", async () => {
    const desk = await openDesk(`${uri}&monitorCommands=true`);
    const { intents } = desk.ports;
    const intentId = await desk.say("hello");
    const of = await intents.find(tenantId, intentId);
    const rows = desk.store.collection<IntentDocument>("intents");
    const one = await rows.findOne({ _id: intentId });
    if (of === undefined || one === null) throw new Error("nothing was planned");
    await rows.insertMany(
      Array.from({ length: past }, (_, at) => ({
        ...one,
        _id: `past-${at}`,
        state: pastStates[at % pastStates.length] ?? "read",
        sequence: -at,
      })),
    );
    const commands: Document[] = [];
    const note = ({ commandName, command }: CommandStartedEvent): void => {
      if (commandName === "find" && command["find"] === "intents") commands.push(command);
    };
    desk.store.db.client.on("commandStarted", note);
    const now = new Date("2100-01-01");
    const { emergency, reply } = priorities;
    for (const priority of [emergency, reply])
      await intents.due(now, { priority, exceptContacts: ["c9"], exceptSources: ["s9"], limit: 50 });
    await intents.isAnyDue(now, { intents: ["i9"], sources: ["s9"] });
    await intents.firstInLines([of], () => true);
    await intents.submitting(["i9"]);
    for (const isEmergency of [true, false]) await intents.uncertainSince(now, isEmergency);
    await intents.nextMoments(new Date(0));
    desk.store.db.client.off("commandStarted", note);
    expect(commands).toHaveLength(9);
    for (const { find, filter, sort, limit } of commands) {
      const looked: unknown = await desk.store.db.command({
        explain: { find, filter, ...(sort && { sort }), ...(limit && { limit }) },
        verbosity: "executionStats",
      });
      expect({ filter, looked }).toMatchObject({
        looked: {
          executionStats: { totalDocsExamined: expect.toSatisfy((count: number) => count <= 1) as number },
        },
      });
    }
  });

  test("indexes of an earlier version are dropped", async () => {
    const { store } = await openDesk(uri);
    const rows = store.collection<IntentDocument>("intents");
    const before = await rows.indexes();
    await rows.createIndex({ state: 1, notBefore: 1 });
    await rows.createIndex({ tenantId: 1, sourceId: 1, state: 1, sequence: 1 });
    for (const { run } of migrations) await run(store.db);
    expect(await rows.indexes()).toEqual(before);
    await rows.drop();
    for (const { run } of migrations) await run(store.db);
  });
}
