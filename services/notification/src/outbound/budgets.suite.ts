import { randomUUID } from "node:crypto";
import { openStore } from "@careline/store";
import { expect, onTestFinished, test } from "vitest";
import { thursday } from "../clinic.fixture.ts";
import type { Sender } from "../domain/budget.ts";
import { mongoBudgets } from "./budgets.ts";

const sender: Sender = { owner: "a", process: "a-1", beat: 1, share: 80, former: 80, want: 1 };

/** The budgets that all senders see. */
export function budgetSuite(uri: string): void {
  test("of two who have read the same one writes, and a limit that changes is seen", async () => {
    const store = await openStore({ uri, database: `budget_${randomUUID().slice(0, 8)}`, indexes: [] });
    onTestFinished(async () => {
      await store.db.dropDatabase();
      await store.close();
    });
    const budgets = mongoBudgets(store, () => thursday);
    const number = randomUUID();
    const [one, other] = [await budgets.read(number), await budgets.read(number)];
    expect(one).toMatchObject({ limit: 80, senders: [] });
    const writing = await Promise.all([
      budgets.write(number, one, [sender]),
      budgets.write(number, other, [{ ...sender, owner: "b" }]),
    ]);
    expect(writing.filter(Boolean)).toHaveLength(1);
    const read = await budgets.read(number);
    expect(read.senders).toHaveLength(1);
    await budgets.limit(number, 1_000);
    expect(await budgets.write(number, read, [])).toBe(false);
    expect(await budgets.read(number)).toMatchObject({ limit: 1_000, senders: read.senders });
    await budgets.limit(number, 1_000);
    expect((await budgets.read(number)).version).toBe(2);
    await budgets.coexists(number);
    await budgets.limit(number, 80);
    expect((await budgets.read(number)).limit).toBe(20);
  });
}
