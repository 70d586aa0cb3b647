import { describe, expect, test } from "vitest";
import { faultOf } from "./fault-of.ts";
import type { About } from "./fault-of.ts";

const refused = (error: object, about: About, status = 400): unknown =>
  faultOf({ status, body: { error }, retryAfterMs: undefined }, about);

describe("the kind of a refusal says what to do", () => {
  test.each([
    [{ code: 4 }, "limited", "limited"],
    [{ code: 80007 }, "limited", "limited"],
    [{ code: 130429 }, "limited", "limited"],
    [{ code: 133016 }, "limited", "limited"],
    [{ code: 2 }, "unavailable", "unavailable"],
    [{ code: 139102 }, "unavailable", "unavailable"],
    [{ code: 131059 }, "conflict", "conflict"],
    [{ code: 100, error_subcode: 33 }, "missing", "missing"],
    [{ code: 100, error_subcode: 2388040 }, "invalid", "invalid"],
    [{ code: 100, error_subcode: 2494100 }, "limited", "limited"],
    [{ code: 132001 }, "invalid", "invalid"],
    [{ code: 987654 }, "invalid", "invalid"],
    [{ code: 987654, is_transient: true }, "unavailable", "unavailable"],
    // An operator is told; a message of a patient waits until it is put right.
    [{ code: 190 }, "denied", "unavailable"],
    [{ code: 10 }, "denied", "unavailable"],
  ])("%o", (error, ofAccount, ofPeople) => {
    expect(refused(error, "account")).toMatchObject({ name: "Fault", kind: ofAccount });
    expect(refused(error, "people")).toMatchObject({ name: "Fault", kind: ofPeople });
  });

  test.each([
    [401, "denied"],
    [403, "denied"],
    [404, "missing"],
    [418, "invalid"],
    [429, "unavailable"],
    [500, "unavailable"],
    [302, "invalid"],
  ])("HTTP %i without an error of WhatsApp's", (status, kind) => {
    expect(faultOf({ status, body: undefined }, "account")).toMatchObject({ kind });
  });
});

test("a limit says for how long: as WhatsApp does, or as we know", () => {
  expect(refused({ code: 80007 }, "account")).toMatchObject({ retryAfterMs: 60_000 });
  expect(faultOf({ status: 400, body: { error: { code: 4 } }, retryAfterMs: 9000 }, "account")).toMatchObject(
    {
      retryAfterMs: 9000,
    },
  );
});

describe("WhatsApp's own words", () => {
  const error = {
    code: 100,
    error_subcode: 2388293,
    message: "(#100) Invalid parameter",
    error_user_title: "Too many variables",
    error_user_msg: "This template has\ntoo many variables for its length.",
    error_data: { details: "body" },
    fbtrace_id: "Ab1",
  };

  test("are for the operator of the account", () => {
    expect(refused(error, "account")).toMatchObject({
      message:
        "WhatsApp: 100 Template creation or migration (trace Ab1): Too many variables · " +
        "This template has too many variables for its length. · body",
    });
  });

  test("are the general ones where there are no others, and never long", () => {
    expect(refused({ code: 100, message: "(#100) no" }, "account")).toMatchObject({
      message: "WhatsApp: 100 Invalid parameter: (#100) no",
    });
    const long = refused({ code: 100, message: "x".repeat(9999) }, "account") as Error;
    expect(long.message.length).toBeLessThan(600);
  });

  test("are left out where they may be about people", () => {
    expect(refused(error, "people")).toMatchObject({
      message: "WhatsApp: 100 Template creation or migration (trace Ab1)",
    });
  });
});
