import { afterEach, beforeEach, expect, test } from "vitest";
import { openHouse, waba, type House } from "./house.fixture.ts";
import { jsonAt, listAt, type Json } from "./rules/json.ts";

const otherWaba = "202030405060708";
const otherNumber = "606070809010203";
let house: House;
let patientId: string;
beforeEach(async () => {
  const other = { phoneNumberId: otherNumber, wabaId: otherWaba, displayPhoneNumber: "12025550101" };
  house = await openHouse({ numbers: [{ ...other, verifiedName: "Other" }], onClock: async () => {} });
  ({ id: patientId } = await house.patient());
});
afterEach(() => house.close());

/** Has all these wait behind one refusal, so that they are delivered together. */
async function tellTogether(
  batchShape: string,
  all: readonly { text: string; number?: string }[],
): Promise<Json[]> {
  await house.control("POST", "/webhooks/manner", { batchMax: 1_000, batchShape, schedule: "falling" });
  house.receiver.answers = all.map(() => 503);
  const says = all.map(async ({ text, number }) => {
    const query = number === undefined ? "" : `?number=${number}`;
    await house.control("POST", `/patients/${patientId}/messages${query}`, { type: "text", text });
  });
  await Promise.all(says);
  house.receiver.answers = [];
  // With the clock everything is tried again, at once.
  await house.control("POST", "/clock", { advance: "PT1S" });
  await house.settled();
  return house.receiver.hooks.flatMap(({ raw }) => listAt(JSON.parse(raw), "entry"));
}

const textsIn = (entry: Json): unknown[] =>
  listAt(entry, "changes").map((change) => jsonAt(listAt(change["value"], "messages")[0], "text")?.["body"]);

test("what waits for one account shares an entry", async () => {
  const entries = await tellTogether("changes", [{ text: "one" }, { text: "two" }, { text: "three" }]);
  expect(house.receiver.hooks).toHaveLength(1);
  expect(entries).toHaveLength(1);
  expect(new Set(textsIn(entries[0] ?? {}))).toEqual(new Set(["one", "two", "three"]));
});

test("or each has an entry of its own", async () => {
  const entries = await tellTogether("entries", [{ text: "one" }, { text: "two" }]);
  expect(house.receiver.hooks).toHaveLength(1);
  expect(entries.map((entry) => textsIn(entry).length)).toEqual([1, 1]);
});

test("one POST may tell of several accounts", async () => {
  const entries = await tellTogether("changes", [{ text: "here" }, { text: "there", number: otherNumber }]);
  expect(house.receiver.hooks).toHaveLength(1);
  expect(new Set(entries.map((entry) => entry["id"]))).toEqual(new Set([waba, otherWaba]));
});
