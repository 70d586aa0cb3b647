import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { number, startReceiver } from "./house.fixture.ts";
import { listAt } from "./rules/json.ts";

const folder = mkdtempSync(join(tmpdir(), "emulator-"));
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

async function start(webhookUrl: string): Promise<{ url: string; child: ChildProcess }> {
  const script = join(import.meta.dirname, "survivor.fixture.ts");
  const child = spawn(process.execPath, [script, folder, webhookUrl], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  return { url: line.toString().trim(), child };
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

const post = async (url: string, body: unknown) => {
  const headers = { "content-type": "application/json", authorization: "Bearer token" };
  const answer = await fetch(url, { method: "POST", body: JSON.stringify(body), headers });
  return (await answer.json()) as Record<string, unknown>;
};

test("after kill -9 every accepted send gets its statuses, and every webhook that was owed arrives", async () => {
  const receiver = await startReceiver();
  receiver.answers = Array.from({ length: 1_000 }, () => 503);
  const first = await start(receiver.url);
  const patient = await post(`${first.url}/control/patients`, { name: "Zenobia Quux" });
  await post(`${first.url}/control/patients/${String(patient["id"])}/messages`, {
    type: "text",
    text: "xyzzy-inbound",
  });
  const sends = Array.from({ length: 20 }, (_, index) =>
    post(`${first.url}/v26.0/${number}/messages`, {
      messaging_product: "whatsapp",
      to: patient["phone"],
      biz_opaque_callback_data: `intent-${index}`,
      text: { body: "xyzzy-outbound" },
    }),
  );
  const answers = await Promise.all(sends);
  await kill(first.child);
  expect(receiver.hooks).toEqual([]);

  const second = await start(receiver.url);
  receiver.answers = [];
  const told = (): number => receiver.statuses().length;
  for (let tries = 0; tries < 200 && told() < 60; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 50));
  expect(listAt(receiver.hooks[0]?.value, "messages")).toMatchObject([{ text: { body: "xyzzy-inbound" } }]);
  for (const answer of answers) {
    const id = listAt(answer, "messages")[0]?.["id"];
    const own = receiver.hooks
      .flatMap(({ value }) => listAt(value, "statuses"))
      .filter((status) => status["id"] === id);
    expect(own.map((status) => status["status"])).toEqual(["sent", "delivered", "read"]);
  }
  await kill(second.child);
  receiver.close();
});

test("nothing on the disk can be read: no name, number, text or message id; the key is the owner's alone", () => {
  const files = readdirSync(folder).map((name) => join(folder, name));
  const content = Buffer.concat(files.map((file) => readFileSync(file))).toString("latin1");
  expect(content).toContain("records");
  for (const secret of ["Zenobia", "xyzzy", "447700900", "wamid.", "intent-"])
    expect(content).not.toContain(secret);
  expect(statSync(join(folder, "emulator.key")).mode & 0o777).toBe(0o600);
});
