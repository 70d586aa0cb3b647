import { expect, onTestFinished, test } from "vitest";
import { hostAndPort } from "./address.ts";
import { startHealth } from "./health.ts";

async function health(isReady: () => Promise<boolean>) {
  const started = await startHealth("127.0.0.1:0", isReady);
  onTestFinished(() => started.stop());
  return async (path: string, method = "GET") =>
    (await fetch(`http://${started.address}${path}`, { method })).status;
}

test("a process is live while it turns, and ready when it says so", async () => {
  let ready = false;
  const get = await health(async () => ready);
  expect([await get("/live"), await get("/ready")]).toEqual([200, 503]);
  ready = true;
  expect(await get("/ready")).toBe(200);
});

test("a check that fails is not ready, and no crash", async () => {
  const get = await health(() => Promise.reject(new Error("no database")));
  expect(await get("/ready")).toBe(503);
});

test("a check that hangs is not ready after two seconds", async () => {
  const get = await health(() => new Promise(() => {}));
  expect(await get("/ready")).toBe(503);
});

test("nothing else is there", async () => {
  const get = await health(async () => true);
  expect([await get("/"), await get("/ready?x=1"), await get("/ready", "POST")]).toEqual([404, 404, 404]);
});

test("an address that is taken is a fault", async () => {
  const first = await startHealth("127.0.0.1:0", async () => true);
  onTestFinished(() => first.stop());
  await expect(startHealth(first.address, async () => true)).rejects.toMatchObject({ kind: "invalid" });
});

test.each([
  ["0.0.0.0:8081", { host: "0.0.0.0", port: 8081 }],
  ["[::1]:80", { host: "::1", port: 80 }],
  [":90", { host: "", port: 90 }],
])("%s is a host and a port", (address, parts) => expect(hostAndPort(address)).toEqual(parts));

test.each(["localhost", "a:b", "::1:80", "a:99999"])("%s is no address", (address) =>
  expect(() => hostAndPort(address)).toThrow("not a host:port"),
);
