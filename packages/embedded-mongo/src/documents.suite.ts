import { aggregation } from "./suites/aggregation.suite.ts";
import { catalog } from "./suites/catalog.suite.ts";
import { cursors } from "./suites/cursors.suite.ts";
import { filters } from "./suites/filters.suite.ts";
import { indexes } from "./suites/indexes.suite.ts";
import { retryableWrites } from "./suites/retryable-writes.suite.ts";
import type { Where } from "./suites/suite-tools.ts";
import { transactions } from "./suites/transactions.suite.ts";
import { types } from "./suites/types.suite.ts";
import { updates } from "./suites/updates.suite.ts";

/** Everything that services ask of MongoDB, on whichever server is given. */
export function documents(where: Where): void {
  for (const suite of [
    types,
    filters,
    updates,
    cursors,
    aggregation,
    indexes,
    transactions,
    retryableWrites,
    catalog,
  ]) {
    suite(where);
  }
}
