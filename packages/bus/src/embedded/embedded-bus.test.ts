import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { embeddedBus } from "../index.ts";
import { missing, outOfOrder } from "../ledger.ts";
import { listener, say, sayMany, textTopic, until } from "../suite-tools.ts";
import { openLog } from "./log.ts";

const folder = mkdtempSync(join(tmpdir(), "bus-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("production is refused", async () => {
  await expect(embeddedBus({ path: ":memory:", production: true })).rejects.toMatchObject({
    kind: "invalid",
  });
});

test("a log that is open already is refused", async () => {
  const path = join(folder, "taken.db");
  const bus = await embeddedBus({ path });
  await expect(embeddedBus({ path })).rejects.toMatchObject({ kind: "unavailable" });
  await bus.close();
  await (await embeddedBus({ path })).close();
});

test("a handler wakes at once", async () => {
  const bus = await embeddedBus({ path: join(folder, "quick.db") });
  const topic = textTopic();
  const tookMs: number[] = [];
  const ear = listener(topic, async (text) => void tookMs.push(performance.now() - Number(text)));
  await bus.ensureTopics([topic], [ear.subscription.group]);
  await bus.subscribe(ear.subscription);
  for (let n = 0; n < 41; n += 1) {
    await bus.publish([say(topic, `key${n}`, String(performance.now()))]);
    await pause(5);
  }
  await until(() => tookMs.length === 41);
  expect(tookMs.toSorted((a, b) => a - b)[20]).toBeLessThan(10);
  await bus.close();
});

const child = `
  import { embeddedBus } from ${JSON.stringify(join(import.meta.dirname, "../index.ts"))};
  const [path, topic, from] = process.argv.slice(1);
  const bus = await embeddedBus({ path });
  for (let n = Number(from); ; n += 1)
    for (const key of ["ana", "ben"])
      void bus
        .publish([{ topic, key, headers: { ce_id: key + n, ce_tenantid: "clinic", ce_time: "2026-01-01T00:00:00Z",
          ce_type: "careline.testing.v1.Said" }, value: Buffer.from(key + n) }])
        .then(() => process.stdout.write(key + n + "\\n")),
      await new Promise((resolve) => setTimeout(resolve, n % 7 ? 0 : 2));
`;

test("kill -9 loses nothing that was acknowledged, and no order", async () => {
  const path = join(folder, "killed.db");
  const topic = textTopic();
  const acknowledged = new Set<string>();
  const first = await embeddedBus({ path });
  await first.ensureTopics([topic], ["listeners"]);
  await first.close();
  for (const round of [1, 2, 3]) {
    const args = ["--input-type=module", "-e", child, path, topic.name, String(round * 100_000)];
    const victim = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    victim.stdout.on("data", (chunk) => (output += String(chunk)));
    await until(() => output.length > round * 700);
    victim.kill("SIGKILL");
    await new Promise((resolve) => victim.once("close", resolve));
    for (const line of output.split("\n").slice(0, -1)) acknowledged.add(line);
  }
  const bus = await embeddedBus({ path });
  const ear = listener(topic, undefined, { group: "listeners" });
  await bus.subscribe(ear.subscription);
  await until(() => missing(acknowledged, ear.heard).length === 0);
  expect(acknowledged.size).toBeGreaterThan(100);
  expect(missing(acknowledged, ear.heard)).toEqual([]);
  expect(outOfOrder(ear.heard, ["ana", "ben"])).toEqual([]);
  await bus.close();
});

test("records are forgotten after their topic's days, parked ones never; offsets go on growing", async () => {
  const log = openLog(":memory:", 1);
  const topic = textTopic();
  const parked = { ...topic, name: `${topic.name}.listeners.parked` };
  await log.ensureTopic(topic.name, 7);
  await log.ensureTopic(parked.name, undefined);
  await log.append([...sayMany(topic, "ana", 2), ...sayMany(parked, "ana", 2)]);
  const day = 86_400_000;
  await log.forget(Date.now() + 6 * day);
  expect(log.readKey(topic.name, "ana")).toHaveLength(2);
  await log.forget(Date.now() + 8 * day);
  expect(log.readKey(topic.name, "ana")).toEqual([]);
  expect(log.readKey(parked.name, "ana")).toHaveLength(2);
  await log.append(sayMany(topic, "ana", 1));
  expect(log.readKey(topic.name, "ana")).toMatchObject([{ offset: "5" }]);
  log.close();
});
