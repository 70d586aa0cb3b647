import { expect, test } from "vitest";
import { Fault } from "@careline/faults";
import { createLog } from "./create-log.ts";

function logged() {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>);
  return { log: createLog("scheduling", { level: "debug", destination: { write } }), lines };
}

const sealed = { label: "phone", box: new Uint8Array([1, 2, 3]) };

test("a line carries its service, time, message and ids", () => {
  const { log, lines } = logged();
  log.child({ tenantId: "clinic_one" }).info("slot held", { holdId: "h1", count: 2, dueAt: new Date(0) });
  const [line] = lines;
  const { time, ...rest } = line ?? {};
  expect(rest).toEqual({
    level: "info",
    service: "scheduling",
    tenantId: "clinic_one",
    holdId: "h1",
    count: 2,
    dueAt: "1970-01-01T00:00:00.000Z",
    message: "slot held",
  });
  expect(new Date(String(time)).getTime()).toBeGreaterThan(0);
});

test("anything sealed prints as its label", () => {
  const { log, lines } = logged();
  log.info("reply sent", { phone: sealed });
  expect(lines[0]).toMatchObject({ phone: "[sealed phone]" });
});

test("a patient field does not compile, and does not print", () => {
  const { log, lines } = logged();
  // @ts-expect-error: a phone is sealed or it is not in a log
  log.info("reply sent", { phone: "5215512345678" });
  // @ts-expect-error: a body has no place in a log
  log.info("reply sent", { body: "I feel dizzy" });
  // @ts-expect-error: nor inside another field
  log.info("reply sent", { reason: { body: "I feel dizzy" } });
  expect(JSON.stringify(lines)).not.toMatch(/5215512345678|dizzy/);
  expect(lines).toMatchObject([{ phone: "[withheld]" }, { body: "[withheld]" }, { reason: "[withheld]" }]);
});

test("a message that is put together does not compile", () => {
  const { log, lines } = logged();
  const name: string = "Ana";
  // @ts-expect-error: a template with a variable in it
  log.info(`hello ${name}`);
  // @ts-expect-error: a variable
  log.warn(name);
  // @ts-expect-error: a sum
  log.error("hello " + name);
  log.debug(`written out`);
  expect(lines).toHaveLength(4);
});

test.each([
  ["a phone number", "+52 1 55 1234 5678"],
  ["bare digits", "5215512345678"],
  ["a message id", "wamid.HBgNNTIxNTUxMjM0NTY3OBUCABIY"],
  ["an access token", "EAAGm0PX4ZCpsBAKZCq3Wb"],
])("%s inside an allowed field is written over", (_what, value) => {
  const { log, lines } = logged();
  log.info("refused", { reason: `because of ${value}, said the peer` });
  expect(lines[0]).toMatchObject({ reason: "because of [withheld], said the peer" });
});

test("ids, offsets and WhatsApp's numbers of ours stay readable", () => {
  const { log, lines } = logged();
  const fields = {
    offset: "12345678901",
    phoneNumberId: "106540352242922",
    eventId: "0b9f1b52-0000-4000-8000-123456789012",
  };
  log.info("parked", fields);
  expect(lines[0]).toMatchObject(fields);
});

test("a stranger's error is logged without its message, at any depth", () => {
  const { log, lines } = logged();
  const driver = Object.assign(new TypeError("E11000 dup key: Ana\n    at Ana's house"), {
    code: 11000,
  });
  log.error("write failed", { error: new Fault("unavailable", "the database is away", { cause: driver }) });
  expect(lines[0]).toMatchObject({
    error: {
      name: "Fault",
      kind: "unavailable",
      message: "the database is away",
      stack: expect.stringContaining("create-log.test.ts") as string,
      cause: {
        name: "TypeError",
        code: 11000,
        stack: expect.stringContaining("create-log.test.ts") as string,
      },
    },
  });
  expect(JSON.stringify(lines)).not.toMatch(/Ana|dup key/);
});

test("what was thrown but is no error says only its type", () => {
  const { log, lines } = logged();
  log.error("odd", { error: "Ana's phone" });
  expect(lines[0]).toMatchObject({ error: { name: "string" } });
});

test("lines below the level are not written", () => {
  const lines: string[] = [];
  createLog("x", { level: "warn", destination: { write: (line) => void lines.push(line) } }).info("quiet");
  expect(lines).toEqual([]);
});
