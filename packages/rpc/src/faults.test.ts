import { expect, test } from "vitest";
import { Fault, type FaultKind, faultTable } from "@careline/faults";
import type { CallFailed } from "./answer.ts";
import { asked, consentsAt, serveConsents, tenant } from "./test-house.ts";

const kinds = Object.keys(faultTable) as FaultKind[];

/** What a caller sees of what a handler throws. */
async function seenOf(thrown: unknown, onBug: (bug: CallFailed) => void = () => {}): Promise<unknown> {
  const { address } = await serveConsents({ checkConsent: () => Promise.reject(thrown) }, { onBug });
  return consentsAt(address)
    .checkConsent(asked, tenant)
    .catch((error: unknown) => error);
}

test.each(kinds)("a fault that is %s arrives as it was thrown", async (kind) => {
  const seen = await seenOf(new Fault(kind, "the reason, ñ 漢", { retryAfterMs: 1_500 }));
  expect(seen).toBeInstanceOf(Fault);
  expect(seen).toMatchObject({ kind, message: "the reason, ñ 漢", retryAfterMs: 1_500 });
});

test("without a pause to keep there is none on arrival", async () => {
  expect(await seenOf(new Fault("conflict", "again"))).toMatchObject({
    kind: "conflict",
    retryAfterMs: undefined,
  });
});

test("a text that no header could carry does not break the answer", async () => {
  const seen = await seenOf(new Fault("denied", `half a pair \ud83d and ${"long ".repeat(50_000)}`));
  expect(seen).toMatchObject({ kind: "denied", message: expect.stringContaining("half a pair") as string });
});

test("a bug of ours leaves no word outside, and is told inside", async () => {
  const bugs: CallFailed[] = [];
  const thrown = new TypeError("Ana Maria is undefined");
  const seen = await seenOf(thrown, (bug) => bugs.push(bug));
  expect(seen).toBeInstanceOf(Error);
  expect(seen).not.toBeInstanceOf(Fault);
  expect(seen).toMatchObject({ message: "compliance.checkConsent: internal error" });
  expect(bugs).toMatchObject([{ error: thrown, method: "checkConsent", tenantId: "clinic_one" }]);
});

test("a handler that throws at once, or no error at all, is a bug like any other", async () => {
  const checkConsent = () => {
    // oxlint-disable-next-line no-throw-literal, typescript/only-throw-error
    throw "Ana Maria";
  };
  const { address } = await serveConsents({ checkConsent });
  const call = consentsAt(address).checkConsent(asked, tenant);
  await expect(call).rejects.toThrow(/^compliance.checkConsent: internal error$/);
});

test("a server that is not there is unavailable", async () => {
  const serving = await serveConsents();
  await serving.stop();
  const call = consentsAt(serving.address).checkConsent(asked, tenant);
  await expect(call).rejects.toMatchObject({ kind: "unavailable" });
});

test("an answer that cannot be written is a bug of the server", async () => {
  const bugs: CallFailed[] = [];
  const checkConsent = () => Promise.resolve({ decision: "unheard of", record: { at: "Ana" } } as never);
  const { address } = await serveConsents({ checkConsent }, { onBug: (bug) => bugs.push(bug) });
  const call = consentsAt(address).checkConsent(asked, tenant);
  await expect(call).rejects.toThrow(/^compliance.checkConsent: internal error$/);
  expect(bugs).toHaveLength(1);
});

test("a request that cannot be written is the caller's bug, not a fault of the peer", async () => {
  const { address } = await serveConsents();
  const unwritable = {
    toString() {
      throw new TypeError("no words");
    },
  };
  const wrong = { contactId: unwritable, purpose: "reminders" } as never;
  const error = await consentsAt(address)
    .checkConsent(wrong, tenant)
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(Fault);
});
