import { expect, test } from "vitest";
import type { Bus } from "@careline/bus";
import { systemClock } from "./clock.ts";
import { createLog } from "./create-log.ts";
import { startHealth } from "./health.ts";
import { live } from "./lifecycle.ts";
import type { StartedService } from "./service.ts";

const events: string[] = [];
const bus = {
  isHealthy: async () => true,
  close: async () => void events.push("bus closed"),
} as unknown as Bus;

function parts(healthAddress: string, stopWithinMs = 1_000) {
  const log = createLog("demo", { level: "silent" });
  return { env: {}, clock: systemClock, log, healthAddress, stopWithinMs, openBus: async () => bus };
}

async function freeAddress(): Promise<string> {
  const health = await startHealth("127.0.0.1:0", async () => true);
  await health.stop();
  return health.address;
}

const ready = async (address: string) => (await fetch(`http://${address}/ready`)).status;

test("it is ready only between its start and its stop", async () => {
  const address = await freeAddress();
  let finish = () => {};
  let begin = () => {};
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const started: StartedService = { isReady: async () => true, stop: () => finished };
  const start = async () => {
    expect(await ready(address)).toBe(503);
    await begun;
    return started;
  };
  const living = live({ name: "demo", start }, parts(address));
  begin();
  const life = await living;
  expect(await ready(address)).toBe(200);
  const stopped = life.stop();
  expect(await ready(address)).toBe(503);
  finish();
  expect(await stopped).toBe(true);
  await expect(ready(address)).rejects.toThrow("fetch failed");
});

test("a stop that hangs is given up in time", async () => {
  const started: StartedService = { isReady: async () => true, stop: () => new Promise(() => {}) };
  const life = await live({ name: "demo", start: async () => started }, parts("127.0.0.1:0", 50));
  expect(await life.stop()).toBe(false);
});

test("a start that fails closes what was opened", async () => {
  events.length = 0;
  const start = () => Promise.reject(new Error("no database"));
  await expect(live({ name: "demo", start }, parts("127.0.0.1:0"))).rejects.toThrow("no database");
  expect(events).toEqual(["bus closed"]);
});
