import { Sealed } from "@careline/phi";
import { expect, test } from "vitest";
import { fetchWaiting } from "./fetch-waiting.ts";
import type { Fetch, Fetches } from "./media-ports.ts";

const place = {
  tenantId: "t",
  subjectId: "c",
  class: "conversation",
  boxPurpose: "field",
  context: [],
} as const;
const ofContact = (contactId: string, index: number): Fetch => ({
  ...{ eventId: `${contactId}${index}`, tenantId: "t", contactId, phoneNumberId: "506", attempts: 0 },
  ...{ sentAt: new Date(0), file: new Sealed("file", Buffer.alloc(0), place) },
});

function waiting(due: Fetch[], atOnce: number) {
  const begun: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  const faults: unknown[] = [];
  let held: Fetch[] = [];
  let isAway = false;
  const fetches: Pick<Fetches, "claim" | "takeBack"> = {
    claim: async (busy) => {
      const index = due.findIndex(({ contactId }) => !busy.includes(contactId));
      const claimed = index === -1 ? [] : due.splice(index, 1);
      held.push(...claimed);
      if (isAway) throw new Error("its answer was lost");
      return claimed[0];
    },
    takeBack: async (busy, dueAt) => {
      if (isAway) throw new Error("away");
      expect(dueAt).toEqual(new Date(5_000));
      due.push(...held.filter(({ contactId }) => !busy.includes(contactId)));
      held = held.filter(({ contactId }) => busy.includes(contactId));
    },
  };
  const fetch = ({ eventId }: Fetch, signal: AbortSignal) => {
    begun.push(eventId);
    const settled = (): void => void (held = held.filter((one) => one.eventId !== eventId));
    return new Promise<void>((resolve, reject) => {
      signal.addEventListener("abort", () => resolve());
      ends.set(eventId, (error) => (error === undefined ? resolve(settled()) : reject(error)));
    });
  };
  const made = fetchWaiting(
    {
      ...{ fetches: fetches as Fetches, fetch, now: () => new Date(0) },
      onDone: () => void made.round().catch(() => undefined),
      onFault: (error) => faults.push(error),
    },
    atOnce,
  );
  return {
    ...{ ...made, begun, faults, setAway: (yes: boolean) => void (isAway = yes) },
    end: (id: string, error?: Error) => ends.get(id)?.(error),
  };
}

test("a flood of one contact keeps nobody waiting: each has one at once, and no more than so many are in hand", async () => {
  const flood = Array.from({ length: 5 }, (_, index) => ofContact("a", index));
  const at = waiting([...flood, ofContact("b", 0), ofContact("c", 0), ofContact("d", 0)], 3);
  await at.round();
  expect(at.begun).toEqual(["a0", "b0", "c0"]);
  await at.round();
  at.end("b0");
  await expect.poll(() => at.begun).toEqual(["a0", "b0", "c0", "d0"]);
  at.end("a0", new Error("our bug"));
  await expect.poll(() => at.begun).toEqual(["a0", "b0", "c0", "d0", "a1"]);
  expect(at.faults).toHaveLength(1);
});

test("what could not be settled is taken back, and others that are in hand are not", async () => {
  const at = waiting([ofContact("a", 0), ofContact("b", 0)], 2);
  await at.round();
  at.end("a0", new Error("its end could not be noted"));
  await expect.poll(() => at.begun).toEqual(["a0", "b0", "a0"]);
  await at.round();
  expect(at.begun).toHaveLength(3);
});

test("a claim whose answer was lost is taken back once that can be", async () => {
  const at = waiting([ofContact("a", 0)], 2);
  at.setAway(true);
  await expect(at.round()).rejects.toThrow("lost");
  await expect(at.round()).rejects.toThrow("away");
  at.setAway(false);
  await at.round();
  expect(at.begun).toEqual(["a0"]);
});

test("stopping breaks off what is in hand, and begins nothing more", async () => {
  const at = waiting([ofContact("a", 0), ofContact("b", 0), ofContact("c", 0)], 2);
  await at.round();
  await at.stop();
  await at.round();
  expect(at.begun).toEqual(["a0", "b0"]);
});
