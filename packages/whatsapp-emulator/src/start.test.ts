import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openHouse, optionsFor } from "./house.fixture.ts";
import { listAt } from "./rules/json.ts";
import { startEmulator } from "./start-emulator.ts";

const folder = mkdtempSync(join(tmpdir(), "emulator-"));
afterAll(() => rmSync(folder, { recursive: true }));

const nowhere = optionsFor({ url: "http://127.0.0.1:9/webhook" });

test("a taken port and a folder in use are told in one line each", async () => {
  const first = await startEmulator({ ...nowhere, path: folder });
  const port = Number(new URL(first.url).port);
  await expect(startEmulator({ ...nowhere, port })).rejects.toThrow(
    `the emulator cannot listen on port ${port}`,
  );
  await expect(startEmulator({ ...nowhere, path: folder })).rejects.toThrow(
    "another emulator uses this folder",
  );
  await first.stop();
});

test("started again, it still knows its patients, and makes no second seed", async () => {
  const seed = [{ name: "Ann" }];
  const names = async (): Promise<unknown[]> => {
    const house = await openHouse({ path: folder, seed });
    const { json } = await house.control("GET", "/patients");
    await house.control("POST", "/patients", { name: "Ben" });
    await house.close();
    return listAt(json, "patients").map((patient) => patient["name"]);
  };
  expect(await names()).toEqual(["Ann"]);
  expect(await names()).toEqual(["Ann", "Ben"]);
});

test("a reset forgets everything but the seed", async () => {
  const house = await openHouse({ seed: [{ name: "Ann" }] });
  const { phone } = await house.patient();
  await house.send(phone, { text: { body: "x" } });
  expect((await house.control("DELETE", "")).status).toBe(200);
  expect(house.emulator.isQuiet()).toBe(true);
  const { json } = await house.control("GET", "/patients");
  expect(listAt(json, "patients")).toMatchObject([{ name: "Ann" }]);
  expect((await house.control("GET", "/messages")).json).toEqual({ messages: [], cursor: 0 });
  await house.close();
});

test("any version, and none, leads to the same routes", async () => {
  const house = await openHouse();
  for (const prefix of ["/v21.0", "/v99.0", ""]) {
    const url = `${house.emulator.url}${prefix}/${nowhere.phoneNumberId}`;
    const answer = await fetch(url, { headers: { authorization: "Bearer token" } });
    expect([answer.status, answer.headers.get("facebook-api-version")]).toEqual([
      200,
      prefix.slice(1) || "v26.0",
    ]);
  }
  await house.close();
});

test("an open event stream does not keep it from stopping", async () => {
  const house = await openHouse();
  const stream = await fetch(`${house.emulator.url}/control/events`);
  const reader = stream.body?.getReader();
  expect(new TextDecoder().decode((await reader?.read())?.value)).toContain("event: beat");
  const startedAt = performance.now();
  await house.close();
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});
