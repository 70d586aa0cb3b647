import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { createLog } from "./create-log.ts";
import { reports } from "./reports.ts";

const where = { topic: "gateway.message-received.v1", partition: 2, offset: "7" };

function listening() {
  const lines: Record<string, unknown>[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(chunk.toString()) as Record<string, unknown>);
      done();
    },
  });
  return { lines, log: createLog("gateway", { destination }) };
}

test("each report is one line at the level that it deserves, with what an operator needs", () => {
  const { lines, log } = listening();
  const told = reports(log);
  told.onParked({ ...where, reason: "unreadable: not a message" });
  told.onRetry({ ...where, reason: "unavailable: scheduling", attempt: 3, pauseMs: 500 });
  told.onFault(new TypeError("447700900123 is away"));
  told.onBug({ method: "HoldSlot", error: new TypeError("Ana"), requestId: "r1", tenantId: "t1" });
  expect(lines).toMatchObject([
    { level: "error", message: "a record was parked", ...where, reason: "unreadable: not a message" },
    { level: "warn", message: "a record is tried again", ...where, attempt: 3 },
    { level: "warn", message: "the outbox waits" },
    { level: "error", message: "a call failed by our own mistake", method: "HoldSlot", requestId: "r1" },
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/447700900123|Ana/);
});

test("of many records that are tried again one a second is told for each topic, and how many were not", () => {
  const { lines, log } = listening();
  let now = 0;
  const told = reports(log, () => now);
  const retry = (topic: string) =>
    told.onRetry({ ...where, topic, reason: "unavailable: scheduling", attempt: 1, pauseMs: 500 });
  for (let time = 0; time < 5; time += 1) retry("a");
  retry("b");
  now = 1_000;
  retry("a");
  expect(lines.map(({ topic, count }) => [topic, count])).toEqual([
    ["a", undefined],
    ["b", undefined],
    ["a", 4],
  ]);
});
